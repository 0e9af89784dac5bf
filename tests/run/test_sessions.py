"""Sessions on a real engine: lines typed at the prompts of shells and clients, and the picture of a page."""

import os
import subprocess
import sys

import pytest

from book.model import ROOT, Example, record
from book.run.__main__ import unmet

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("engine")]

SHELLS = """\
$ docker run --rm -it --name book-session busybox:1.37
/ # cd /tmp
/tmp # touch a b
/tmp # ls
/tmp # nothing
/tmp # exit
$ docker run --rm -it --hostname web --entrypoint bash nginx:1.30
root@web:/# echo one \\
> two
root@web:/# exit
$ docker run --rm --interactive --tty nginx:1.30 sh
# echo hello
# exit
$ docker run --rm -it python:3.14-slim
>>> 6 * 7
>>> exit()
"""
PRINTED = """\
/tmp # ls
a  b
/tmp # nothing
sh: nothing: not found
/tmp # exit
$ docker run --rm -it --hostname web --entrypoint bash nginx:1.30
root@web:/# echo one \\
> two
one two
root@web:/# exit
exit
$ docker run --rm --interactive --tty nginx:1.30 sh
# echo hello
hello
# exit
$ docker run --rm -it python:3.14-slim
"""
DATABASE = """\
$ docker run --detach --name book-session-db \\
>   --env POSTGRES_HOST_AUTH_METHOD=trust postgres:18
...
$ until docker exec book-session-db pg_isready --quiet --host 127.0.0.1; do sleep 1; done
$ docker exec -it book-session-db psql -U postgres
postgres=# create table ticket (id int);
postgres=# insert into ticket
postgres-# values (1), (2);
postgres=# select * from ticket;
postgres=# \\q
"""
ROWS = """\
postgres=# create table ticket (id int);
CREATE TABLE
postgres=# insert into ticket
postgres-# values (1), (2);
INSERT 0 2
postgres=# select * from ticket;
 id
----
  1
  2
(2 rows)

postgres=# \\q
"""
CACHE = """\
$ docker run --detach --name book-session-cache redis:8
...
$ docker exec -it book-session-cache redis-cli
127.0.0.1:6379> SET seats 40
127.0.0.1:6379> DECR seats
127.0.0.1:6379> exit
"""
REMOVE = "$ docker rm --force --volumes book-session{}\n...\n"
POD = """\
$ kubectl run web --image busybox:1.37 --command -- sleep 600
$ kubectl wait pod web --for condition=Ready
$ kubectl exec -it web -- sh
/ # hostname
/ # exit
"""
WEB = "$ docker run --detach --name book-session-web --publish 127.0.0.1:18087:80 nginx:1.30\n...\n"
PAGE = "url: http://127.0.0.1:18087/\nalt: {es: La página de nginx., en: The page of nginx.}\n"


def run(*arguments):
    """Run scripts/run; return its status and all it said."""
    command = [sys.executable, "-m", "book.run", *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def captured(tmp_path):
    """Capture an example of these files: a function of {name: text}, which returns its folder."""

    def capture(files):
        folder = tmp_path / "book-session"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
        if missing := unmet([folder]):
            (pytest.fail if os.environ.get("REQUIRE_ENGINES") == "1" else pytest.skip)("; ".join(missing))
        status, said = run("--update", folder)
        assert status == 0, said
        status, said = run(folder)
        assert status == 0, said  # what was captured is what the next run prints
        return folder

    return capture


def test_lines_are_typed_at_the_prompts_of_shells_inside_and_what_they_print_is_captured(captured):
    text = (captured({"01-shells.console": SHELLS}) / "01-shells.console").read_text()
    assert PRINTED in text and text.endswith(">>> 6 * 7\n42\n>>> exit()\n")


def test_lines_are_typed_at_the_prompts_of_clients(captured):
    folder = captured({"01-db.console": DATABASE, "02-cache.console": CACHE,
                       "99-cleanup.console": REMOVE.format("-db") + REMOVE.format("-cache")})  # fmt: skip
    assert (folder / "01-db.console").read_text().endswith(ROWS)
    assert "> DECR seats\n(integer) 39\n" in (folder / "02-cache.console").read_text()


def test_a_prompt_that_does_not_come_is_told_at_the_line_that_waits_for_it(tmp_path):
    (tmp_path / "01-wait.console").write_text("$ docker run --rm -it busybox:1.37 true\n/ # ls\n/ # exit\n")
    status, said = run(tmp_path)
    assert status == 1
    assert f"{tmp_path}/01-wait.console:2: session-ended the program ended (status 0) before this line" in said


def test_a_picture_is_taken_while_the_container_runs_and_its_page_is_compared(captured, has_browser):
    folder = captured({"01-web.console": WEB, "02-page.page.yaml": PAGE, "99-cleanup.console": REMOVE.format("-web")})
    assert (folder / "02-page.png").read_bytes().startswith(b"\x89PNG") and not record.check_record(Example(folder))
    structure = folder / "02-page.page.txt"
    structure.write_text(structure.read_text().replace("Welcome to nginx", "Welcome to Apache"))
    status, said = run(folder)
    assert status == 1 and f"{structure}:1: output-differs http://127.0.0.1:18087/" in said


def test_lines_are_typed_at_the_prompt_in_a_pod(captured):
    cleanup = "$ kubectl delete pod web --now\n...\n"
    text = (captured({"01-pod.console": POD, "99-cleanup.console": cleanup}) / "01-pod.console").read_text()
    assert text.endswith("/ # hostname\nweb\n/ # exit\n")
