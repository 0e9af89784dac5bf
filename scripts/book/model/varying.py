"""What differs from run to run or from machine to machine: not compared by a run, and marked on a page.

One row for each thing: its name, what it looks like, what stands for it, and why it may change.
A row says as little as it can: what it takes for equal, nobody will ever see change. So a status,
a count, a name, an exit code and a port that the reader chose stay; for every row the tests hold
pairs that must be equal and pairs that must differ.

Of a table of kubectl's, only its head tells an age from a quantity of processor (`50m`), so it is
read: a table begins with a line of capitals, its columns begin where their heads do. Columns that
are not named here are compared like everything else.
"""

import re
from typing import NamedTuple

Span = tuple[int, int]  # where something begins and ends in a line


class Row(NamedTuple):
    """One thing that is not compared; a line for which `put` is None is left out."""

    name: str
    pattern: re.Pattern[str]
    put: str | None
    why: str

    @property
    def kept(self) -> list[int]:
        """The groups of the pattern that stay."""
        return [int(number) for number in re.findall(r"\\(\d)", self.put or "")]


AGE = r"(?:Less than a second|About an? (?:minute|hour)|\d+ (?:second|minute|hour|day|week|month|year)s?)"
HOUR = r"\d\d:\d\d:\d\d(?:[.,]\d+)?"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
LAYER = (
    r"Pulling fs layer|Waiting|Downloading.*|Verifying Checksum|Download complete|Extracting.*|Pull complete"
    r"|Already exists|Preparing|Pushing.*|Pushed|Layer already exists|Mounted from .*"
)
SHORT = r"(?:\d+[smhdy]){1,2}"  # as Kubernetes writes an age
LOT = "[bcdfghjklmnpqrstvwxz2456789]"  # the letters of Kubernetes' random names: no word comes of them
CLOCK = "<clock>"  # in front of what a step of a build prints
EXPORT = r"exporting (?:layers|manifest|config|attestation|manifest list)"
PROGRESS = rf"(?:resolve|sha256:|extracting|unpacking|transferring|reading|{EXPORT})"

# name, pattern, what stands for it, why
TABLE = [
    # BuildKit and the pulling and pushing of images
    ("build-machine", r'^#0 building with ".*', None, "the builder is called differently on each machine"),
    ("build-progress", rf"^#\d+ {PROGRESS}\b.*", None,
     "BuildKit repeats what it is doing, as often as it likes"),
    ("build-switch", r"^#\d+ \.\.\.$", None, "BuildKit turns to another step for a while"),
    ("build-naming", r"^(#\d+ naming to \S+)(?: \d+\.\d+s)?(?: done)?$", r"\1", "how long it took"),
    ("build-duration", rf"^(#\d+ (?:DONE|{PROGRESS}\b.*?)) \d+\.\d+s(?= done$|$)", r"\1", "how long it took"),
    ("build-clock", r"^(#\d+ )\d+\.\d+(?= |$)", rf"\1{CLOCK}", "when in a step of a build a command printed the line"),
    ("error-clock", r"^\d+\.\d{3}(?= )", CLOCK, "the same where BuildKit repeats a step that failed"),
    ("layer", rf"^[0-9a-f]{{12}}: (?:{LAYER})$", None, "the number of layers and their order on the wire"),
    ("build-ref", r"(?<=\bref )[a-z0-9]{25}::[a-z0-9]{25}\b", "<ref>", "how BuildKit's errors name what it works on"),
    ("push-size", r"(?<= size: )\d+$", "<size>", "the size of a manifest, at the end of docker push"),
    ("blob-size", r'(?<="size": )\d+(?=,?$)', "<size>", "the size of a blob, in an index or a manifest"),
    ("ctr-size", r"(\bsha256:[0-9a-f]{64} +)\d+(?:\.\d+)? ([KMG]i?B)\b", r"\1<size> \2", "the same in ctr images ls"),
    # names that are drawn by lot
    ("digest", r"(?<=\bsha256:)[0-9a-f]{12,64}\b", "<digest>", "two builds are not the same to the byte"),
    ("uuid", r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "<uuid>", "drawn by lot"),
    ("long-id", r"(?<![\w.])[0-9a-f]{64}(?![\w.])", "<long-id>", "of a container, a network, an anonymous volume"),
    ("id", r"(?<![\w.])[0-9a-f]{12,13}(?![\w.])", "<id>", "the same in short, and of an image"),
    ("mac", r"\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b", "<mac>", "drawn by lot"),
    ("peer", r"(?<=@if)\d+", "<peer>", "the other end of a container's network interface"),
    ("memory", r"\b0x[0-9a-f]{6,16}\b", "<memory>", "a place in memory, in what a program says of itself"),
    ("address", r"(?<![\d.])(?:10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.\d{1,3}){2}(?:/\d\d)?(?!\.?\d)",
     "<address>", "Docker takes the next free range for a network"),
    ("address-6", r"\bf(?:d[0-9a-f]{2}|e80):[0-9a-f:]+(?:/\d{1,3})?", "<address>", "the same; and drawn by lot"),
    ("free-port", r"(?<=:)(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|60\d{3})(?!\d)", "<port>",
     "chosen by the engine, as -P has it"),
    ("processes", rf"^((?:\S+ +\d+ +)?\S+ +)\d{{3,}} +\d+ +\d+ +(?:\d\d:\d\d|{MONTH}\d\d)( +\S+) +\d\d:\d\d:\d\d(?= )",
     r"\1 <pid> <pid> <share> <time>\2 <time>", "docker top and docker compose top number as the host does"),
    # time
    ("ago", rf"\b{AGE} ago\b", "<age> ago", "the age of a container or an image"),
    ("up", rf"(?<=\bUp ){AGE}(?= |$)", "<age>", "how long a container has been running"),
    ("iso-time", rf"\b\d{{4}}[-/]\d\d[-/]\d\d[T ]{HOUR}(?:Z\b| ?[+-]\d\d:?\d\d)?(?: (?:UTC|GMT))?", "<time>",
     "logs, inspect"),
    ("mail-time", rf"\b(?:{DAY},? )?\d\d? {MONTH} \d{{4}} {HOUR}(?: GMT)?", "<time>", "HTTP headers, Redis' log"),
    ("log-time", rf"\b\d\d/{MONTH}/\d{{4}}[: ]{HOUR}(?: [+-]\d{{4}})?", "<time>", "the logs of web servers"),
    ("date-time", rf"\b{DAY} {MONTH} +\d+ {HOUR}(?: [A-Z]{{3,4}})? \d{{4}}\b", "<time>", "date, docker version"),
    ("file-time", rf"\b{MONTH} [ \d]\d  ?(?:\d\d:\d\d|\d{{4}})(?= )", "<time>", "ls -l"),
    ("bash-time", r"^(real|user|sys) +\d+m\d+\.\d+s$", r"\1 <duration>", "how long a command took, by `time`"),
    ("dd", r"(?<=copied, )[\d.]+ s(?:econds)?, [\d.]+ ?[kMG]B/s", "<duration>", "how long it took"),
    ("unittest", r"^(Ran \d+ tests? in )\d+\.\d+s$", r"\1<duration>", "how long they took"),
    ("lint", r"(?<=\d )(problems?, )\d+\.\d s$", r"\1<duration>", "how long scripts/lint took"),
    ("ping", r"(?<=\btime=)\d+\.\d+(?= ms)|(?<=max = )[\d.]+/[\d.]+/[\d.]+(?= ms)", "<duration>", "how long it took"),
    # Kubernetes and containerd
    ("event-age", rf"^( +(?:Normal|Warning) +\S+ +){SHORT}(?: \(x\d+ over {SHORT}\))?(?= )", r"\1<age>",
     "kubectl describe: how long ago, and how often so far"),
    ("restart-age", rf"(?<=\d \(){SHORT}(?= ago\))", "<age>", "kubectl get pods; the number of restarts stays"),
    ("pod-of-deployment", rf"(?<=[a-z0-9]-){LOT}{{6,10}}-{LOT}{{5}}(?![\w-])", "<hash>-<lot>",
     "drawn by lot; and a hash of the template, other fields of other versions included"),
    ("pod-of-job", rf"(^|\bpods?[/ ]\"?)([a-z0-9][a-z0-9-]*-){LOT}{{5}}(?![\w-])", r"\1\2<lot>", "drawn by lot"),
    ("replica-set", rf"(?<=[a-z0-9]-){LOT}{{8,10}}(?![\w-])", "<hash>", "the hash of the template"),
    ("resource-version", r"(?<=resourceVersion)(\"?: ?\"?)\d+", r"\1<version>", "the cluster counts all changes"),
    ("assigned", r"(^Node: +|\bSuccessfully assigned \S+ to )\S+", r"\1<node>", "the scheduler may choose another"),
    ("access", r"(?<=\bkube-api-access-)[a-z0-9]{5}\b", "<lot>", "drawn by lot"),
    ("task", r"^([\w<>-]+ +)\d+( +(?:RUNNING|STOPPED|PAUSED|running|created)\b)", r"\1<pid>\2",
     "ctr tasks ls and runc list show processes as the host numbers them"),
    ("klog", r"\b([IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ ", r"\1<time> ", "logs of Kubernetes' components"),
    ("log-clock", r"(?<=\b(?:TRAC|DEBU|INFO|WARN|ERRO|FATA)\[)\d{4,}(?=\])", "<seconds>",
     "ctr: how long after its start, in what it logs on a terminal"),
    # the machine and what the world has released since
    ("share", r"\b\d+\.\d\d%", "<share>", "docker stats: processor and memory in use"),
    ("memory-in-use", r"\b(?:\d+\.)?\d+[KMG]?i?B(?= / )", "<size>", "docker stats; the limit behind it stays"),
    ("image-size", r"(?<![\w.])(?:\d+\.)?\d+([kMG]B)\b", r"<size>\1", "an image weighs more or less with each release"),
    ("meminfo", r"^(Mem(?:Total|Free|Available): +)\d+(?= kB$)", r"\1<size>", "the memory of the machine"),
    ("kernel", r"(?<![\w:/.-])[3-9]\.\d+\.\d+(?:\.\d+)?-[\w.+~-]*\w", "<kernel>", "that of the machine"),
    ("info", r"^( *(?:Kernel Version|Operating System|CPUs|Total Memory|Docker Root Dir|Cgroup Version): ).*",
     r"\1<machine>", "docker info"),
    ("version", r"^( *(?:Version|API version|Go version|Git ?[Cc]ommit|Built): {3}|.*\b(?:Server Version: )) *\S.*",
     r"\1<version>", "docker version, docker info"),
    ("tool-version", r"\b((?:Docker|Docker Compose|runc|git) version|docker/buildx|containerd/v\d) v?\d.*",
     r"\1 <version>", "`--version` of the tools"),
    ("banner", r"^(BusyBox v\d+\.\d+|Python \d+\.\d+|psql \(\d+)[\d.]*(?: \([^()]*\))?(?: \[[^\]]*\])?",
     r"\1<build>", "what a shell or a client says of itself when it begins"),
    ("patch", r"\b(nginx/\d+\.\d+|Python[ /]\d+\.\d+|BusyBox v\d+\.\d+|PostgreSQL \d+|Redis version=\d+|curl/)"
     r"\d*(?:\.\d+)+", r"\1<patch>", "a tag names a series of versions; within it there are new ones all the time"),
    ("architecture", r"\b(?:x86_64|amd64|aarch64|arm64(?:/v8)?)\b", "<architecture>", "that of the machine"),
    ("folder", r"(?<![\w/])/[\w/.+-]*\bbook-run/", "<folder>/", "where the run has put the example"),
    # how tables are set
    ("columns", r"(?<=\S) {2,}", " ", "a column is as wide as what is in it; what a line begins with stays"),
]  # fmt: skip
ROWS = [Row(name, re.compile(pattern), put, why) for name, pattern, put, why in TABLE]

# The heads of kubectl's columns, and why what stands under them changes.
COLUMNS = {
    "AGE": "how long an object has been there",
    "LAST SEEN": "the same of an event",
    "LAST SCHEDULE": "how long ago a CronJob made its last Job",
    "DURATION": "how long a Job took",
    "CPU(cores)": "kubectl top: in use at the moment",
    "CPU%": "the same",
    "CPU(%)": "the same",
    "MEMORY(bytes)": "the same",
    "MEMORY%": "the same",
    "MEMORY(%)": "the same",
    "NET I/O": "docker stats: what went over the network so far",
    "BLOCK I/O": "the same of the disk",
    "OS-IMAGE": "the system of the nodes: that of the node image's day",
    "KERNEL-VERSION": "that of the machine",
}
HEAD = re.compile(r"[A-Z][A-Z0-9()%/ -]*(?:\([a-z]+\))?")


def comparable(lines: list[str]) -> list[str | None]:
    """Return the lines of an output as they are compared; None for one that is left out."""
    return [_normalise(_blank(line, cells)) for line, cells in zip(lines, _cells(lines), strict=True)]


def spans(lines: list[str]) -> list[list[Span]]:
    """Return for each line of an output where it differs from machine to machine, from left to right."""
    return [_joined(line, [*cells, *_found(line)]) for line, cells in zip(lines, _cells(lines), strict=True)]


def _normalise(line: str) -> str | None:
    for row in ROWS:
        if row.put is not None:
            line = row.pattern.sub(row.put, line)
        elif row.pattern.search(line):
            return None
    return line.rstrip()


def _cells(lines: list[str]) -> list[list[Span]]:
    """Return for each line where what stands in one of `COLUMNS` begins and ends, as long as their table goes on."""
    found: list[list[Span]] = []
    columns: list[tuple[int, int | None]] = []
    for line in lines:
        heads = list(re.finditer(r"\S+(?: \S+)*", line))
        if len(heads) > 1 and all(HEAD.fullmatch(head[0]) for head in heads):
            ends = [*(head.start() for head in heads[1:]), None]
            columns = [(head.start(), end) for head, end in zip(heads, ends, strict=True) if head[0] in COLUMNS]
            found.append([])
            continue
        if not line.strip():
            columns = []
        fits = all(start == 0 or line[start - 1 : start] in (" ", "") for start, _ in columns)
        cells = [(start, len(line[:end].rstrip())) for start, end in columns if fits]
        found.append([(start, end) for start, end in cells if start < end])
    return found


def _blank(line: str, cells: list[Span]) -> str:
    for start, end in reversed(cells):
        line = f"{line[:start]}<changes>{line[end:]}"
    return line


def _found(line: str) -> list[Span]:
    """Return where the rows find something, without what they keep of it. A line that is left out is not marked."""
    found = []
    for row in ROWS:
        if row.put is None:
            continue
        for match in row.pattern.finditer(line):
            start = match.start()
            for group in row.kept:
                found.append((start, match.start(group)))
                start = match.end(group)
            found.append((start, match.end()))
    return found


def _joined(line: str, found: list[Span]) -> list[Span]:
    """Return these pieces of a line in order, those that touch as one, none over the gap between two columns."""
    varies = [False] * len(line)
    for start, end in found:
        varies[start:end] = [True] * (end - start)
    shown = "".join(char if varying else "\0" for char, varying in zip(line, varies, strict=True))
    return [match.span() for match in re.finditer(r"[^\0 ]+(?: [^\0 ]+)*", shown)]
