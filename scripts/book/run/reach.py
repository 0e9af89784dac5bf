"""How far an example reaches in the cluster: whether it stays in its namespace, so that others can run beside it.

Its commands and manifests tell. What is not known to stay inside reaches out: a kind that nobody
knows may be the cluster's, a command may show what is in all namespaces.
"""

import re

from book.model.commands import commands
from lablint.formats import yaml


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Kinds whose objects live in a namespace and do nothing outside it. All others are taken for the cluster's.
INSIDE = _words("""
    Pod ReplicationController Service Endpoints EndpointSlice ConfigMap Secret ServiceAccount Event LimitRange
    ResourceQuota PersistentVolumeClaim PodTemplate Deployment ReplicaSet StatefulSet DaemonSet Job CronJob Lease
    HorizontalPodAutoscaler PodDisruptionBudget Role RoleBinding Ingress NetworkPolicy Gateway HTTPRoute GRPCRoute
    Binding Kustomization Chart
""")
OF_CLUSTER = _words("""
    node nodes no namespace namespaces ns persistentvolume persistentvolumes pv storageclass storageclasses sc
    clusterrole clusterroles clusterrolebinding clusterrolebindings customresourcedefinition crd crds
    customresourcedefinitions priorityclass priorityclasses pc ingressclass ingressclasses gatewayclass
    gatewayclasses gc runtimeclass runtimeclasses csidriver csidrivers csinode csinodes apiservice apiservices
    validatingwebhookconfiguration mutatingwebhookconfiguration validatingadmissionpolicy
    validatingadmissionpolicybinding certificatesigningrequest csr
""")
# What shows things and changes none, and what keeps to the kubeconfig that each run has for itself.
READING = _words("""
    get describe explain top wait logs events api-resources api-versions version cluster-info auth diff config
    options help completion
""")
NODE_VERBS = {"cordon", "uncordon", "drain", "taint", "certificate", "proxy"}
DOCKER_READING = r"docker (?:ps|inspect|images|version|info|port|image ls|container (?:ls|inspect))\b"
KIND_READING = r"kind (?:get|version)\b"
# Of a Pod that means the node.
ON_NODE = re.compile(r"\b(?:hostPath|hostNetwork|hostPort|hostPID|hostIPC|nodeName)\b")


def stays_inside(shell: str, texts: dict[str, str], namespace: str) -> bool:
    """Tell whether an example of these commands and files stays in that namespace."""
    for name, text in texts.items():
        if name.endswith((".yaml", ".yml", ".json", ".tpl")):
            spaces = set(re.findall(r"\bnamespace[\"']?:\s*[\"']?([\w.-]+)", text))
            if _kinds(text) - INSIDE or spaces - {namespace} or ON_NODE.search(text):
                return False
    return all(_stays(words, namespace) for words in commands(shell))


def _kinds(manifest: str) -> set[str]:
    """Return the kinds of the objects in a manifest, also in a template that is no YAML."""
    documents = [yaml.data_or_none(node) for node in yaml.documents(manifest, yaml.KUBECTL)]
    objects = [item for item in documents if isinstance(item, dict)]
    objects += [item for one in objects for item in one.get("items") or [] if isinstance(item, dict)]
    found = {str(item["kind"]) for item in objects if "kind" in item} - {"List"}
    return found | set(re.findall(r"(?m)^kind:\s*(\w+)", manifest))


def _stays(words: list[str], namespace: str) -> bool:
    text = " ".join(words)
    if words[0] == "docker":
        return re.match(DOCKER_READING, text) is not None
    if words[0] == "kind":
        return re.match(KIND_READING, text) is not None
    if words[0] == "helm":
        elsewhere = re.search(r"\s(?:-A|--all-namespaces|--create-namespace|repo|oci:\S+|https?:\S+)\b", text)
        return not elsewhere and _spaces(words) <= {namespace}
    if words[0] != "kubectl":
        return words[0] not in ("ctr", "crictl", "nerdctl", "systemctl")
    if re.search(r"\s(?:-A|--all-namespaces)\b", text):
        return False
    rest = _without_options(words[1:])
    verb, objects = (rest[0], rest[1:]) if rest else ("", [])
    kinds = {part for word in objects for part in word.partition("/")[0].lower().split(",")} & OF_CLUSTER
    if verb in READING:
        listing = kinds - {"node", "nodes", "no"} or (kinds and verb == "describe")
        return not listing
    if verb in NODE_VERBS or kinds or "--raw" in words or re.search(r"https?://", text):
        return False
    return _spaces(words) <= {namespace}


def _spaces(words: list[str]) -> set[str]:
    """Return the namespaces that a command names."""
    found = {value for option, value in zip(words, words[1:], strict=False) if option in ("-n", "--namespace")}
    return found | {word.partition("=")[2] for word in words if word.startswith("--namespace=")}


def _without_options(words: list[str]) -> list[str]:
    """Return a command's words without its options, as far as it can be told which of them have a value."""
    found, skip = [], False
    for word in words:
        if word == "--":
            break
        if skip or word.startswith("-"):
            skip = not skip and "=" not in word and word in ("-n", "--namespace", "-l", "-f", "-o", "-c", "-k", "--for")
        else:
            found.append(word)
    return found
