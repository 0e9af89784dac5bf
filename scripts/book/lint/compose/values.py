"""What stands in a Compose file and does something else than it seems, or nothing: tags, ports, durations, old keys."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from book.lint.compose.project import Told, definitions, has
from lablint.formats.compose import ComposeFile
from lablint.formats.yaml import Node, entries, items, line, text, value

OBSOLETE = {
    "links": "services of one network find each other by name; remove links",
    "external_links": "join the other service's network instead; remove external_links",
}
RESTART = re.compile(r"(no|false|always|unless-stopped|on-failure(:\d+)?)$")
DURATION = re.compile(r"(\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d|w))+$")
BYTES = re.compile(r"(-1|\d+(\.\d+)?\s?([kmgtp]i?b?|b)?)$", re.IGNORECASE)
NUMBERS = re.compile(r"(\d+)(?:-(\d+))?$")
EVERYWHERE = ("", "0.0.0.0", "[::]", "::")
FORMS = [
    ("restart", RESTART, "no, always, unless-stopped, on-failure or on-failure:3"),
    *((f"healthcheck.{key}", DURATION, "30s or 1m30s") for key in ("interval", "timeout", "start_period")),
    ("healthcheck.start_interval", DURATION, "30s or 1m30s"),
    ("stop_grace_period", DURATION, "30s or 1m30s"),
    *((key, BYTES, "512m or 1.5g") for key in ("mem_limit", "mem_reservation", "memswap_limit", "shm_size")),
    *((f"deploy.resources.{part}.memory", BYTES, "512m or 1.5g") for part in ("limits", "reservations")),
]


def check(file: ComposeFile, files: list[ComposeFile], hidden: bool) -> Iterator[Told]:
    """Yield (line, rule, message) of what a file says in vain."""
    top = entries(file.root)
    if "version" in top:
        message = "Compose ignores version and warns of it; remove the line"
        yield line(top["version"][0]), "compose-obsolete", message
    for name, (_, node) in file.services.items():
        parts = definitions(file, files, name)
        for key, message in OBSOLETE.items():
            if key in entries(node):
                yield line(entries(node)[key][0]), "compose-obsolete", message
        yield from tag(node, parts)
        yield from _forms(node)
        yield from _conflicts(node, parts)
    yield from _names(file)
    yield from _ports(file, files)


def tag(node: Node, parts: list[Node]) -> Iterator[Told]:
    """Yield the image of a service that has no version."""
    image = text(value(node, "image"))
    if not image or "$" in image or "@" in image or has(parts, "build"):
        return
    written = image.rpartition("/")[2].partition(":")[2]
    if written in ("", "latest"):
        message = f"{image} is another image tomorrow; write the tag of a version"
        yield line(value(node, "image")), "compose-tag", message


def _forms(node: Node) -> Iterator[Told]:
    for keys, form, examples in FORMS:
        found = value(node, *keys.split("."))
        written = text(found)
        number = found is not None and found.tag.endswith((":int", ":float")) and form is DURATION
        if written and "$" not in written and not number and not form.match(written):
            message = f"{keys.rpartition('.')[2]}: Compose cannot read {written}; write such as {examples}"
            yield line(found), "compose-value", message


def _conflicts(node: Node, parts: list[Node]) -> Iterator[Told]:
    own, mode = entries(node), text(value(node, "network_mode")) or ""
    if mode and "networks" in own:
        message = "network_mode and networks exclude each other; keep one"
        yield line(own["network_mode"][0]), "compose-conflict", message
    if mode == "host" and "ports" in own:
        message = "with network_mode: host every port is the host's already; remove ports"
        yield line(own["ports"][0]), "compose-conflict", message
    several = value(node, "deploy", "replicas") or value(node, "scale")
    written = text(several) or ""
    if written.isdigit() and int(written) > 1:
        if has(parts, "container_name"):
            message = "two containers cannot have one name; remove container_name"
            yield line(several), "compose-conflict", message
        elif any(host and "-" not in host for part in parts for _, host, _, _ in published(part)):
            message = "two containers cannot have one port of the host; publish a range, or leave the host's port out"
            yield line(several), "compose-conflict", message


def _names(file: ComposeFile) -> Iterator[Told]:
    seen: dict[str, str] = {}
    for name, (_, node) in file.services.items():
        wanted = text(value(node, "container_name"))
        if wanted and "$" not in wanted and seen.setdefault(wanted, name) != name:
            message = f"{seen[wanted]} has the container_name {wanted} too; change one"
            yield line(value(node, "container_name")), "compose-twice", message


def published(service: Node) -> Iterator[tuple[str, str, str, Node]]:
    """Yield (address, port of the host, protocol, node) of the ports of a service; the port is "" if Docker chooses."""
    for item in items(value(service, "ports")):
        written = text(item)
        if written is not None:
            if parts := short_form(written):
                yield *parts, item
        else:
            found = {key: text(value(item, key)) or "" for key in ("host_ip", "published", "protocol")}
            yield found["host_ip"], found["published"], found["protocol"] or "tcp", item


def short_form(written: str) -> tuple[str, str, str] | None:
    """Return (address, port of the host, protocol) of `address:host:container/protocol`, None if it is no port."""
    ports, _, kind = written.partition("/")
    address, host, inner = ("", "", *ports.rsplit(":", 2))[-3:]
    try:
        ip_address(address.strip("[]") or "::")
    except ValueError:
        return None
    numbers = [int(n) for port in (host, inner) if (m := NUMBERS.match(port)) for n in m.groups("0")]
    fits = NUMBERS.match(inner) and (not host or NUMBERS.match(host)) and max(numbers) <= 65535
    return (address, host, kind or "tcp") if fits else None


def _ports(file: ComposeFile, files: list[ComposeFile]) -> Iterator[Told]:
    taken: dict[tuple[int, str], list[tuple[str, str, set[str | None]]]] = {}
    for name, (_, node) in file.services.items():
        profiles = {text(item) for part in definitions(file, files, name) for item in items(value(part, "profiles"))}
        for item in items(value(node, "ports")):
            written = text(item)
            if written and "$" not in written and not short_form(written):
                message = f"{written} is no port; write 8080:80 or 127.0.0.1:8080:80, up to 65535"
                yield line(item), "compose-value", message
        for address, host, kind, item in published(node):
            first, _, last = host.partition("-")
            if not first.isdigit() or not (last or first).isdigit() or int(last or first) - int(first) > 1000:
                continue
            for port in range(int(first), int(last or first) + 1):
                others = taken.setdefault((port, kind), [])
                clash = next((other for at, other, theirs in others if _meet(at, address, theirs, profiles)), None)
                if clash:
                    message = f"{clash} publishes the host's port {port} too; change one"
                    yield line(item), "compose-twice", message
                    break
                others.append((address, name, profiles))


def _meet(one: str, other: str, profiles: set[str | None], others: set[str | None]) -> bool:
    same = one == other or one in EVERYWHERE or other in EVERYWHERE
    return same and (profiles == others or bool(profiles & others))
