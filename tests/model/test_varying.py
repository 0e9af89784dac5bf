"""For every row of the table: what must be equal, and what must be seen to differ.

A case is (row, pairs that are equal, pairs that differ). A row without a case is an error.
"""

import pytest

from book.model.varying import ROWS, comparable, spans

D1, D2 = "0a" * 32, "f3" * 32


def normalise(line):
    return comparable([line])[0]


CASES = {
    "build-machine": ([('#0 building with "default" instance', None)], [('#1 building with "default"', None)]),
    "build-progress": (
        [("#4 transferring context: 2B done", None), ("#8 exporting layers done", None), ("#5 sha256:0a 1MB", None)],
        [("#8 exporting to image", None), ("#6 [2/3] RUN make", None), ("#6 CACHED", None), ("#6 ERROR: no", None)],
    ),
    "build-switch": ([("#4 ...", None)], [("...", None)]),
    "build-naming": (
        [("#8 naming to docker.io/library/web:1 0.1s done", "#8 naming to docker.io/library/web:1")],
        [("#8 naming to docker.io/library/web:1 done", "#8 naming to docker.io/library/web:2 done")],
    ),
    "build-duration": ([("#6 DONE 0.0s", "#6 DONE 12.3s")], [("#6 DONE 0.0s", "#6 CACHED")]),
    "build-clock": ([("#6 0.123 hello", "#6 4.5 hello")], [("#6 0.123 hello", "#6 0.123 bye")]),
    "error-clock": ([("0.123 not found", "1.456 not found")], [("0.123 found", "0.123 lost"), ("3.14 pi", "2.71 pi")]),
    "layer": ([("fe72716ceec7: Pull complete", None)], [("fe72716ceec7: exists", None)]),
    "build-ref": (
        [(f"checksum of ref {'x0' * 12}p::{'q9' * 12}r: no", f"checksum of ref {'a1' * 12}b::{'c2' * 12}d: no")],
        [("ref main::v1", "ref main::v2"), (f"ref {'x0' * 12}p::{'q9' * 12}r: a", "ref b")],
    ),
    "push-size": (
        [(f"1.0: digest: sha256:{D1} size: 855", f"1.0: digest: sha256:{D2} size: 1102")],
        [("size 8", "size 9"), (f"1.0: digest: sha256:{D1} size: 8", f"1.1: digest: sha256:{D1} size: 8")],
    ),
    "blob-size": (
        [('      "size": 856,', '      "size": 1102,')],
        [('"size": 856', '"sizes": 856'), ("size: 8", "size: 9")],
    ),
    "ctr-size": (
        [(f"json sha256:{D1} 2.1 MiB linux", f"json sha256:{D2} 12.0 MiB linux")],
        [(f"json sha256:{D1} 2.1 MiB", f"json sha256:{D1} 2.1 KiB"), ("limit 64 MiB", "limit 32 MiB")],
    ),
    "digest": ([(f"nginx@sha256:{D1}", f"nginx@sha256:{D2}")], [(f"nginx@sha256:{D1}", f"redis@sha256:{D1}")]),
    "uuid": (
        [("628c9d50-f7b0-4ba7-afa3-f76860dab047", "00000000-f7b0-4ba7-afa3-f76860dab047")],
        [("628c9d50-f7b0", "628c9d50-f7b1")],
    ),
    "long-id": (
        [(D1, D2), (f"/x/{D1}-json.log", f"/x/{D2}-json.log")],
        [(D1, D1[:12]), (D1[:40], D2[:40]), (f"local {D1}", f"other {D1}")],
    ),
    "id": (
        [("bbb75d21a949 web", "0123456789ab web"), ("c8c616482ce04 etcd", "4e23bf5ef08ac etcd")],
        [("bbb75d21a949 web", "bbb75d21a949 db"), ("123456", "123457"), ("bbb75d21a9", "bbb75d21a8")],
    ),
    "mac": ([("42:7a:a6:df:93:48", "02:42:ac:11:00:02")], [("12:30:45", "12:30:46")]),
    "peer": ([("eth0@if244:", "eth0@if9:")], [("eth0@if244:", "eth1@if244:")]),
    "memory": ([("at 0x7f3a2c10", "at 0x7f3a2c11")], [("0x1f", "0x2f")]),
    "address": (
        [("172.17.0.2", "172.30.1.15"), ("192.168.65.3", "10.0.3.1"), ("172.18.0.0/16", "172.30.1.0/24")],
        [("127.0.0.1", "127.0.0.2"), ("0.0.0.0", "127.0.0.1"), ("172.15.0.1", "172.14.0.1"), ("8.8.8.8", "8.8.4.4")],
    ),
    "address-6": ([("fe80::42:1/64", "fe80::99:2/64")], [("::1", "::2"), ("[::]:80", "[::]:81")]),
    "free-port": (
        [("127.0.0.1:32768->80/tcp", "127.0.0.1:55001->80/tcp")],
        [(":8000->80/tcp", ":8001->80/tcp"), (":30080", ":30081"), (":32768->80/tcp", ":32768->81/tcp")],
    ),
    "processes": (
        [
            ("root 12345 12320 0 14:22 ? 00:00:00 sleep 9", "root 777 1 3 Nov21 ? 00:00:07 sleep 9"),
            ("db 1 999 12345 12320 0 14:22 ? 00:00:00 sleep 9", "db 1 999 777 1 3 Nov21 ? 00:00:07 sleep 9"),
        ],
        [
            ("db 1 999 12345 12320 0 14:22 ? 00:00:00 sleep", "db 2 999 12345 12320 0 14:22 ? 00:00:00 sleep"),
            ("db 1 999 12345 12320 0 14:22 ? 00:00:00 sleep", "db 1 998 12345 12320 0 14:22 ? 00:00:00 sleep"),
            ("root 12345 12320 0 14:22 ? 00:00:00 sleep 9", "1000 12345 12320 0 14:22 ? 00:00:00 sleep 9"),
            ("root 12345 12320 0 14:22 ? 00:00:00 sleep 9", "root 12345 12320 0 14:22 ? 00:00:00 sleep 8"),
            ("root 1 0 0 14:22 ? 00:00:00 sleep 9", "root 7 0 0 14:22 ? 00:00:00 sleep 9"),
        ],
    ),
    "ago": (
        [("Exited (0) 2 seconds ago", "Exited (0) About an hour ago"), ("Less than a second ago", "3 weeks ago")],
        [("Exited (0) 2 seconds ago", "Exited (137) 2 seconds ago"), ("2 seconds", "3 seconds")],
    ),
    "up": (
        [("Up 3 seconds", "Up About a minute"), ("Up 3 seconds (healthy)", "Up Less than a second (healthy)")],
        [
            ("Up 3 seconds (healthy)", "Up 3 seconds (unhealthy)"),
            ("Up 3 seconds (healthy)", "Up 3 seconds"),
            ("Up 3 seconds", "Exited (0) 3 seconds ago"),
            ("Up 3 seconds (Paused)", "Up 3 seconds"),
        ],
    ),
    "iso-time": (
        [
            ("2026-11-21T14:15:09.919Z ready", "2027-01-02T03:04:05Z ready"),
            ("2026-11-21 14:15:09.9 UTC [1]", "2027-01-02 03:04:05.1 UTC [1]"),
            ("2026/11/21 14:15:09 [notice]", "2027/11/21 14:15:10 [notice]"),
            ("2026-11-21 14:29:44 +0000 UTC", "2026-11-22 14:29:44 +0000 UTC"),
        ],
        [("on 2026-11-21", "on 2026-11-22"), ("2026-11-21 14:15:09 [error]", "2026-11-21 14:15:09 [notice]")],
    ),
    "mail-time": (
        [("Date: Sat, 21 Nov 2026 14:22:00 GMT", "Date: Sun, 1 Feb 2027 01:02:03 GMT")],
        [("21 Nov 2026", "22 Nov 2026")],
    ),
    "log-time": (
        [("[21/Nov/2026:14:22:00 +0000] 200", "[01/Jan/2027:00:00:00 +0000] 200")],
        [("[21/Nov/2026:14:22:00 +0000] 200", "[21/Nov/2026:14:22:00 +0000] 404")],
    ),
    "date-time": (
        [("Sat Nov 21 14:22:00 UTC 2026", "Sun Feb  1 01:02:03 UTC 2027")],
        [("Sat Nov 21", "Sun Nov 22")],
    ),
    "file-time": (
        [("-rw-r--r-- 1 root root 63 Nov 21 14:34 a", "-rw-r--r-- 1 root root 63 Feb  1  2027 a")],
        [
            ("-rw-r--r-- 1 root root 63 Nov 21 14:34 a", "-rw-r--r-- 1 app root 63 Nov 21 14:34 a"),
            ("-rw-r--r-- 1 root root 63 Nov 21 14:34 a", "-rwxr-xr-x 1 root root 63 Nov 21 14:34 a"),
            ("-rw-r--r-- 1 root root 63 Nov 21 14:34 a", "-rw-r--r-- 1 root root 64 Nov 21 14:34 a"),
        ],
    ),
    "bash-time": ([("real    0m0.123s", "real    1m2.345s")], [("real    0m0.123s", "user    0m0.123s")]),
    "dd": (
        [("9 bytes (9.0MB) copied, 0.005 seconds, 1.9GB/s", "9 bytes (9.0MB) copied, 1.5 seconds, 2.5MB/s")],
        [("9 bytes copied, 0.005 seconds, 1.9GB/s", "8 bytes copied, 0.005 seconds, 1.9GB/s")],
    ),
    "unittest": (
        [("Ran 10 tests in 0.156s", "Ran 10 tests in 12.303s"), ("Ran 1 test in 0.1s", "Ran 1 test in 0.2s")],
        [("Ran 10 tests in 0.156s", "Ran 9 tests in 0.156s")],
    ),
    "lint": (
        [
            ("4 files, 3 problems, 0.4 s", "4 files, 3 problems, 1.1 s"),
            ("1 file, 1 problem, 0.4 s", "1 file, 1 problem, 1.1 s"),
        ],
        [("4 files, 3 problems, 0.4 s", "4 files, 2 problems, 0.4 s")],
    ),
    "ping": (
        [
            ("seq=0 ttl=64 time=0.045 ms", "seq=0 ttl=64 time=1.2 ms"),
            ("round-trip min/avg/max = 0.1/0.2/0.3 ms", "round-trip min/avg/max = 1.1/1.2/10.3 ms"),
        ],
        [("seq=0 ttl=64 time=0.045 ms", "seq=1 ttl=64 time=0.045 ms"), ("100% packet loss", "0% packet loss")],
    ),
    "event-age": (
        [
            ("  Normal   Scheduled  5s    default-scheduler  ok", "  Normal   Scheduled  2m3s  default-scheduler  ok"),
            ("  Warning  BackOff  3s (x2 over 4s)  kubelet  no", "  Warning  BackOff  1s (x9 over 31s)  kubelet  no"),
        ],
        [
            ("  Normal   Pulled  5s  kubelet  ok", "  Warning  Pulled  5s  kubelet  ok"),
            ("  Normal   Pulled  5s  kubelet  ok", "  Normal   Pulling  5s  kubelet  ok"),
            ("  Normal   Pulled  5s  kubelet  ok", "  Normal   Pulled  5s  scheduler  ok"),
        ],
    ),
    "restart-age": (
        [("Running   1 (5s ago)   2m", "Running   1 (2m3s ago)   2m")],
        [("Running   1 (5s ago)   2m", "Running   2 (5s ago)   2m"), ("in (5s)", "in (6s)")],
    ),
    "pod-of-deployment": (
        [("pod/shop-7d9c5b8f6c-x2x4z Running", "pod/shop-66b6c48dd5-qpz7k Running"),
         ("shop-b8f6c4-x2x4z", "shop-b8f6c5-x2x4w")],
        [
            ("shop-7d9c5b8f6c-x2x4z", "kiosk-7d9c5b8f6c-x2x4z"),
            ("shop-7d9c5b8f6c-x2x4z", "shop-7d9c5b8f6c"),
            ("shop-postgres-0", "shop-postgres-1"),
            ("book-control-plane", "book-worker"),
        ],
    ),
    "pod-of-job": (
        [("backup-x2x4z   0/1", "backup-qpz7k   0/1"), ("pod/backup-x2x4z", "pod/backup-qpz7k"),
         ('pod "backup-x2x4z" deleted', 'pod "backup-qpz7k" deleted')],
        [("backup-x2x4z", "report-x2x4z"), ("web-1", "web-2"), ("at shop-x2x4z", "at shop-x2x4w"),
         ("shop-first 1", "shop-third 1")],
    ),
    "replica-set": (
        [("replicaset.apps/shop-7d9c5b8f6c", "replicaset.apps/shop-66b6c48dd5")],
        [("shop-7d9c5b8f6c 1", "shop-7d9c5b8f6c 2"), ("kiosk-7d9c5b8f6c", "shop-7d9c5b8f6c"), ("a-v1", "a-v2"),
         ("my-database", "my-databases")],
    ),
    "resource-version": (
        [('resourceVersion: "812"', 'resourceVersion: "9"'), ('"resourceVersion":"8"', '"resourceVersion":"1"')],
        [("observedGeneration: 1", "observedGeneration: 2"), ("version: 1", "version: 2")],
    ),
    "assigned": (
        [
            ("Node:             book-worker2/172.18.0.3", "Node:             book-worker/172.18.0.4"),
            ("Successfully assigned a/shop to book-worker", "Successfully assigned a/shop to book-worker2"),
        ],
        [("Successfully assigned a/shop to x", "Successfully assigned b/shop to x")],
    ),
    "access": ([("kube-api-access-x9ss1:", "kube-api-access-2abcd:")], [("api-access-x9ss1", "api-access-2abcd")]),
    "task": (
        [
            ("door    4242    RUNNING", "door    7    RUNNING"),
            ("door 4242 running /run", "door 7 running /run"),
            ("gate 36 created /work/bundle", "gate 112 created /work/bundle"),
            (f"{'5e' * 32}    24011    RUNNING", f"{'8e' * 32}    9288     RUNNING"),
        ],
        [("door    4242    RUNNING", "door    4242    STOPPED"), ("door 1 RUNNING", "gate 1 RUNNING")],
    ),
    "klog": (
        [("E1121 15:32:26.123456   12345 run.go:1] no", "E1122 16:00:00.000001   7 run.go:1] no")],
        [("E1121 15:32:26.123456   12345 run.go:1] no", "I1121 15:32:26.123456   12345 run.go:1] no")],
    ),
    "log-clock": (
        [("ERRO[0000] no image", "ERRO[0012] no image")],
        [("ERRO[0000] no image", "WARN[0000] no image"), ("ROOM[0001]", "ROOM[0002]")],
    ),
    "share": ([("0.05%", "12.30%")], [("50%", "60%")]),
    "memory-in-use": ([("1.2MiB / 64MiB", "900KiB / 64MiB")], [("1.2MiB / 64MiB", "1.2MiB / 128MiB")]),
    "image-size": (
        [("144MB", "98.2MB"), ("1.11kB", "9kB")],
        [("144MB", "144kB"), ("0B", "1kB"), ("12B", "13B"), ("64MiB", "32MiB")],
    ),
    "meminfo": (
        [("MemTotal:       24684084 kB", "MemTotal:       8052228 kB")],
        [("MemTotal:       24684084 kB", "MemFree:       24684084 kB"), ("Mapped: 1 kB", "Mapped: 2 kB")],
    ),
    "kernel": (
        [("6.18.44-fc-v595", "6.8.0-45-generic")],
        [("python:3.14.0-slim", "python:3.13.0-slim"), ("1.0.0", "1.0.1")],
    ),
    "info": ([(" CPUs: 2", " CPUs: 16")], [(" Containers: 2", " Containers: 3")]),
    "version": (
        [(" Version:        29.8.1", " Version:        30.0.0"), ("Server Version: 29.8.1", "Server Version: 28.0.0")],
        [("Version: 1.0", "Version: 1.1"), (" API version:       1.56", " Go version:        1.56")],
    ),
    "tool-version": (
        [("Docker version 29.8.1, build 2", "Docker version 30, build 3"), ("runc version 1.4.3", "runc version 2.0"),
         ("git version 2.53.0", "git version 2.47.3")],
        [("Docker version 29.8.1", "Docker Compose version v5.5.1"), ("shop version 1.0", "shop version 1.1")],
    ),
    "banner": (
        [
            ("BusyBox v1.37.0 (Debian 1:1.37.0-6) shell (ash)", "BusyBox v1.37.1 (2026-01-02 UTC) shell (ash)"),
            ("Python 3.14.8 (main, Oct  1 2026) [GCC 16.2.0] on", "Python 3.14.9 (main, Jan 31 2027) [Clang] on"),
            ("psql (18.1 (Debian 18.1-1.pgdg13+2))", "psql (18.2 (Debian 18.2-1.pgdg13+2))"),
        ],
        [("BusyBox v1.37.0 (x) (ash)", "BusyBox v1.37.0 (x) (sh)"), ("Python 3.14.0 on", "Python 3.13.0 on"),
         ("psql (18.1 (Debian))", "psql (17.1 (Debian))")],
    ),
    "patch": (
        [("nginx/1.30.1", "nginx/1.30.4"), ("Python 3.14.0", "Python 3.14.2"), ("curl/8.1.2", "curl/7.88.1")],
        [("nginx/1.30.1", "nginx/1.31.1"), ("Python 3.14.0", "Python 3.13.0"),
         ("Python 3.14", "Python 3.13"), ("shop 1.0.0", "shop 1.0.1")],
    ),
    "architecture": ([("linux/amd64", "linux/arm64"), ("x86_64", "aarch64")], [("linux/amd64", "windows/amd64")]),
    "folder": (
        [("/tmp/book-run/web/app", "/var/folders/x1/T/book-run/web/app")],
        [("/tmp/book-run/web/app", "/tmp/book-run/web/data"), ("/etc/hosts", "/etc/passwd")],
    ),
    "columns": (
        [("NAME    STATUS", "NAME           STATUS")],
        [("  web", "web"), ("  web", "    web"), ("a b", "ab"), ("NAME  STATUS", "NAME  STATE")],
    ),
}  # fmt: skip


def test_every_row_has_pairs_that_prove_it():
    assert [row.name for row in ROWS] == list(CASES)
    assert all(row.why for row in ROWS)


@pytest.mark.parametrize(("row", "one", "other"), [(n, *p) for n, (equal, _) in CASES.items() for p in equal])
def test_what_changes_from_run_to_run_is_not_a_difference(row, one, other):
    assert normalise(one) == (other and normalise(other)), row


@pytest.mark.parametrize(("row", "one", "other"), [(n, *p) for n, (_, differ) in CASES.items() for p in differ])
def test_what_a_reader_would_notice_is_a_difference(row, one, other):
    assert normalise(one) != (other and normalise(other)), row


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_is_needed_by_one_of_its_pairs(row):
    pairs = CASES[row.name][0]
    matched = [text for pair in pairs for text in pair if text and row.pattern.search(text)]
    assert matched, f"no pair of {row.name} has what the row looks for"


@pytest.mark.parametrize(
    ("shown", "seen"),
    [
        (
            "bbb75d21a949 web Up 3 seconds 127.0.0.1:8000->80/tcp",
            "bbb75d21a949 web Up 3 seconds 127.0.0.1:8001->80/tcp",
        ),
        ("Exited (137) 2 seconds ago", "Exited (0) 2 seconds ago"),
        ("web 1/1 Running", "web 0/1 Running"),
        ("web 1/1 Running", "db 1/1 Running"),
        ("HTTP/1.1 200 OK", "HTTP/1.1 500 Internal Server Error"),
        ("3 packets transmitted, 3 packets received", "3 packets transmitted, 0 packets received"),
        ("137", "143"),
        ('"Memory": 67108864', '"Memory": 134217728'),
        ("uid=1000(app)", "uid=0(root)"),
        ("1 root sleep 100", "7 root sleep 100"),
        ("Ticket 41 sold", "Ticket 42 sold"),
    ],
)
def test_no_row_swallows_a_status_a_count_a_name_or_a_port(shown, seen):
    assert normalise(shown) != normalise(seen)


def marked(line, *lines):
    """The line with its spans in brackets."""
    for start, end in reversed(spans([*lines, line])[-1]):
        line = f"{line[:start]}[{line[start:end]}]{line[end:]}"
    return line


@pytest.mark.parametrize(
    "line",
    [
        "Status: Downloaded newer image for busybox:1.37",
        "web   127.0.0.1:8000->80/tcp   Exited (137)",
        "[bbb75d21a949]   nginx:1.30   [2 seconds ago]   Up [3 seconds] (healthy)",
        "sha256:[0123456789ab]",
        "pod/shop-[7d9c5b8f6c-x2x4z] created",
        "root  [12345]  [12320]  [0]  [14:22] ?  [00:00:00] sleep 9",
        "nginx/1.30[.1]",
        "#6 [0.123] making",
        "#6 DONE [0.5s]",
        "#8 exporting layers [0.1s] done",
        "#8 naming to docker.io/library/web:1",
    ],
)
def test_what_differs_from_machine_to_machine_is_found_in_its_place(line):
    assert marked(line.replace("[", "").replace("]", "")) == line
