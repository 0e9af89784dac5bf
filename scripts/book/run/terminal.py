"""The terminal of a reader: what a command finds in its environment, and what of its output can be seen."""

import re

from book.model import ROOT

# What differs between machines and shows in outputs.
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "TERM": "dumb",
    "COLUMNS": "120",
    "NO_COLOR": "1",
    "PAGER": "cat",
    "BUILDKIT_PROGRESS": "plain",
    "COMPOSE_ANSI": "never",
    "COMPOSE_PROGRESS": "plain",
    "COMPOSE_MENU": "false",
    "DOCKER_CLI_HINTS": "false",
    "COURSE": str(ROOT),  # the project's folder, for those who check files with its commands
}
# What a user has set for other work: it would change what an example does.
FOREIGN = re.compile(
    r"COMPOSE_.*|BASH_.*|ENV|CDPATH|PYTHONPATH|VIRTUAL_ENV|DOCKER_DEFAULT_PLATFORM|BUILDX_BUILDER"
    r"|KUBECONFIG|KUBE_EDITOR|KUBECTL_.*|HELM_.*|KIND_CLUSTER_NAME|CONTAINERD_.*"
)
LOCAL = "localhost,127.0.0.1,::1"  # a proxy does not know what an example publishes

ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def environment(base) -> dict[str, str]:
    """Return the environment of the examples: that of the user, made predictable."""
    kept = {name: value for name, value in base.items() if not FOREIGN.fullmatch(name)}
    for name in ("NO_PROXY", "no_proxy"):
        kept[name] = ",".join(filter(None, [kept.get(name), LOCAL]))
    return kept | ENVIRONMENT


def as_seen(raw: bytes) -> str:
    """Return what a terminal would show: no escapes, no tabs, no overwritten text, no space at the end.

    Empty lines at the end are left out: nobody sees them before the next prompt.
    """
    text = ESCAPE.sub("", raw.decode("utf-8", "replace")).replace("\r\n", "\n")
    shown = []
    for line in text.split("\n"):
        line = line.rstrip("\r").rpartition("\r")[2]
        shown.append(CONTROL.sub("", line.expandtabs(8)).rstrip())
    while shown and not shown[-1]:
        shown.pop()
    return "".join(f"{line}\n" for line in shown)
