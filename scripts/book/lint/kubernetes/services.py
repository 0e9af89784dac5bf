"""Services and what leads to them: their ports against the Pods', the backends of Ingress and of routes."""

from collections.abc import Iterator

from book.lint.kubernetes import selectors
from book.lint.kubernetes.commands import Made
from book.lint.kubernetes.lab import APART, Manifests
from book.lint.kubernetes.manifest import Data, Manifest, Steps, dig
from book.lint.kubernetes.pods import entries
from book.lint.likeness import near
from lablint.problem import Problem

PORT, ROUTE, NAMESPACE = "kubernetes-service-port", "kubernetes-route", "kubernetes-namespace"
FIELD = "kubernetes-field"
ROUTES = ("HTTPRoute", "GRPCRoute")


def check(lab: Manifests) -> Iterator[Problem]:
    """Yield ports of Services that no Pod listens on, and routes that lead nowhere."""
    for manifest in lab.manifests:
        if (manifest.api, manifest.kind) == ("v1", "Service"):
            yield from _form(manifest)
            yield from _targets(lab, manifest)
        elif (manifest.api, manifest.kind) == ("networking.k8s.io/v1", "Ingress"):
            if not manifest.get("spec", "rules") and not manifest.get("spec", "defaultBackend"):
                yield manifest.problem(("spec",), ROUTE, "an Ingress needs rules, or a defaultBackend; add them")
            for path, service in _ingress_backends(manifest):
                port = dig(service, "port", default={})
                yield from _backend(lab, manifest, path, service.get("name"), port.get("number"), port.get("name"))
        elif manifest.kind in ROUTES and manifest.group == "gateway.networking.k8s.io":
            yield from _route(lab, manifest)


def _form(manifest: Manifest) -> Iterator[Problem]:
    ports, kind = entries(manifest.data, "spec", "ports"), manifest.get("spec", "type", default="ClusterIP")
    if not ports and kind != "ExternalName" and manifest.get("spec", "clusterIP", default="") != "None":
        yield manifest.problem(("spec",), PORT, "a Service needs a port; add ports, with the port and its targetPort")
    if kind == "ExternalName" and not manifest.get("spec", "externalName"):
        yield manifest.problem(("spec", "type"), PORT, "a Service of type ExternalName needs externalName; add it")
    if isinstance(manifest.get("spec", "selector", "matchLabels"), dict):
        message = "the selector of a Service holds the labels themselves; remove matchLabels"
        yield manifest.problem(("spec", "selector", "matchLabels"), FIELD, message)
    for number, port in enumerate(ports):
        if len(ports) > 1 and not port.get("name"):
            message = "a Service with several ports needs a name for each; add one"
            yield manifest.problem(("spec", "ports", number), PORT, message)
        elif port.get("name") and port["name"] in [other.get("name") for other in ports[:number]]:
            message = f"another port of this Service is called {port['name']} too; rename one"
            yield manifest.problem(("spec", "ports", number, "name"), PORT, message)
        node_port = port.get("nodePort")
        if isinstance(node_port, int) and node_port and not 30000 <= node_port <= 32767:
            message = f"nodePort {node_port} is none of the nodes' ports, 30000 to 32767; take one of them"
            yield manifest.problem(("spec", "ports", number, "nodePort"), PORT, message)
        elif node_port and kind not in ("NodePort", "LoadBalancer"):
            message = f"a Service of type {kind} has no nodePort; remove it, or write type: NodePort"
            yield manifest.problem(("spec", "ports", number, "nodePort"), PORT, message)


def _targets(lab: Manifests, manifest: Manifest) -> Iterator[Problem]:
    """Yield the ports that lead to no port of the Pods; a Pod that declares none may listen on any number."""
    wanted = selectors.selector_of(manifest, ("spec", "selector"))
    pods = [pod for pod in selectors.selected(lab, manifest, wanted) if not isinstance(pod, Made)] if wanted else []
    headless = manifest.get("spec", "clusterIP") == "None"
    for number, port in enumerate(entries(manifest.data, "spec", "ports")):
        target, protocol = port.get("targetPort", port.get("port")), port.get("protocol", "TCP")
        declared = [[p for p in pod.ports() if p.get("protocol", "TCP") == protocol] for pod in pods]
        named = isinstance(target, str)
        silent = not named and (headless or any(not pod.ports() for pod in pods))
        key = "name" if named else "containerPort"
        if pods and not silent and not any(p.get(key) == target for ports in declared for p in ports):
            known = sorted({str(p[key]) for ports in declared for p in ports if p.get(key)})
            has = f"; they have {', '.join(known)}" if known else "; they declare none"
            what = f"no port named {target}" if named else f"no {protocol} port {target}"
            path = ("spec", "ports", number, "targetPort" if "targetPort" in port else "port")
            yield manifest.problem(path, PORT, f"the Pods of this Service have {what}{has}")


def _ingress_backends(manifest: Manifest) -> Iterator[tuple[Steps, Data]]:
    """Yield (path, service) of each backend of an Ingress."""
    places: list[tuple[str | int, ...]] = [("spec", "defaultBackend")]
    for rule in range(len(manifest.get("spec", "rules", default=[]))):
        paths = ("spec", "rules", rule, "http", "paths")
        places += [(*paths, n, "backend") for n in range(len(manifest.get(*paths, default=[])))]
    for place in places:
        if service := manifest.get(*place, "service", default={}):
            yield (*place, "service"), service


def _route(lab: Manifests, manifest: Manifest) -> Iterator[Problem]:
    gateways = [one for one in lab.manifests if one.kind == "Gateway"]
    gateways = gateways if lab.speaks_of(manifest, gateways) else []
    for number, parent in enumerate(entries(manifest.data, "spec", "parentRefs")):
        yield from _parent(lab, manifest, number, parent, gateways)
    for number, rule in enumerate(entries(manifest.data, "spec", "rules")):
        places: list[tuple[str | int, ...]] = [("backendRefs", n) for n in range(len(entries(rule, "backendRefs")))]
        places += [("filters", n, "requestMirror", "backendRef") for n in range(len(entries(rule, "filters")))]
        for place in places:
            ref = dig(rule, *place, default={})
            if not ref or ref.get("kind", "Service") != "Service" or ref.get("group", "") != "":
                continue
            path = ("spec", "rules", number, *place)
            if "port" not in ref:
                yield manifest.problem(path, ROUTE, "a backend that is a Service needs its port; add it")
            elsewhere = ref.get("namespace")
            if elsewhere and manifest.namespace and elsewhere != manifest.namespace:
                yield from _other_namespace(lab, manifest, path, ref)
            else:
                yield from _backend(lab, manifest, path, ref.get("name"), ref.get("port"), None)


def _parent(
    lab: Manifests, manifest: Manifest, number: int, parent: Data, gateways: list[Manifest]
) -> Iterator[Problem]:
    """Yield a parent that is none of the lab's Gateways; where the lab has none, somebody else runs them."""
    if parent.get("kind", "Gateway") != "Gateway" or not gateways:
        return
    path, name = ("spec", "parentRefs", number), parent.get("name")
    found = [one for one in gateways if one.name == name]
    if not found and not parent.get("namespace"):
        hint = near(str(name), [one.name for one in gateways])
        yield manifest.problem((*path, "name"), ROUTE, f"there is no Gateway {name} in this folder{hint}")
    section = parent.get("sectionName")
    names = [one.get("name") for gateway in found for one in entries(gateway.data, "spec", "listeners")]
    if found and section and section not in names:
        message = f"the Gateway {name} has no listener {section}{near(str(section), names)}"
        yield manifest.problem((*path, "sectionName"), ROUTE, message)


def _other_namespace(lab: Manifests, manifest: Manifest, path: Steps, ref: Data) -> Iterator[Problem]:
    """Yield a backend in another namespace that no ReferenceGrant there allows."""
    there = ref["namespace"]
    services = [one for one in lab.manifests if one.kind == "Service" and one.namespace == there]
    if not any(one.name == ref.get("name") for one in services):
        return
    for grant in [one for one in lab.manifests if one.kind == "ReferenceGrant" and one.namespace == there]:
        sides = [(one.get("kind"), one.get("namespace")) for one in entries(grant.data, "spec", "from")]
        allowed = [(one.get("kind"), one.get("name") or ref["name"]) for one in entries(grant.data, "spec", "to")]
        if (manifest.kind, manifest.namespace) in sides and ("Service", ref["name"]) in allowed:
            return
    message = f"the Service {ref['name']} is in namespace {there}, where no ReferenceGrant allows this {manifest.kind}"
    yield manifest.problem(path, ROUTE, message)


def _backend(
    lab: Manifests, manifest: Manifest, path: Steps, name: object, number: object, port_name: object
) -> Iterator[Problem]:
    """Yield a backend whose Service or port is not there."""
    if not isinstance(name, str) or not lab.speaks_of(manifest, [one for one in lab.objects if one.kind == "Service"]):
        return  # where an example has no Services, somebody else makes them
    services = lab.find("Service", name, manifest)
    if not services and not lab.vouches(name):
        hint = near(name, lab.names("Service", manifest))
        yield manifest.problem((*path, "name"), ROUTE, f"there is no Service {name} in this folder{hint}")
    if lab.apart(manifest, services):
        yield manifest.problem((*path, "name"), NAMESPACE, f"the Service {name} {APART}")
    known = [one for one in services if not isinstance(one, Made)]
    ports = [port for one in known for port in entries(one.data, "spec", "ports")]
    wanted, key = (number, "port") if number is not None else (port_name, "name")
    if ports and wanted is not None and not any(port.get(key) == wanted for port in ports):
        has = ", ".join(str(port[key]) for port in ports if port.get(key)) or "none with a name"
        yield manifest.problem((*path, "port"), ROUTE, f"the Service {name} has no port {wanted}; it has {has}")
