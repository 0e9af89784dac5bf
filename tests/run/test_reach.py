"""Which examples of the cluster run beside others follows from their commands and manifests; no cluster is asked."""

import pytest

from book.model import Example
from book.run.lanes import apart
from book.run.plan import Plan
from book.run.ports import ports
from book.run.reach import stays_inside
from book.run.recovery import needs, used_by
from book.run.tools import needs as tools_of
from lablint.formats.transcript import Step

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers: [{name: web, image: 'nginx:1.30'}]\n"


@pytest.mark.parametrize(
    "command",
    [
        "kubectl apply -f pod.yaml",
        "kubectl get pods -n pods-first",
        "kubectl get pods -n kube-system -l tier=control-plane -o name",
        "kubectl get node book-worker -o name",
        "kubectl wait --for=condition=Ready pod/shop --timeout=60s",
        "kubectl exec shop -- kubectl drain",
        "kubectl get --raw /readyz | grep -c ok",
        "kubectl set image pod/shop web=busybox:1.37",
        "kubectl debug shop -q --image=busybox:1.37 --target=web -- sh -c 'ps -o pid'",
        "kubectl label pod shop city=lima",
        "helm install shop ./shop --wait",
        "docker ps --filter name=book-",
        "until kubectl logs shop | grep -o 'response:.*'; do sleep 1; done",
    ],
)
def test_an_example_that_stays_in_its_namespace_shares_the_cluster(command):
    assert stays_inside(command, {"pod.yaml": POD}, "pods-first")


@pytest.mark.parametrize(
    "command",
    [
        "kubectl cordon book-worker",
        "kubectl taint nodes book-worker night=yes:NoSchedule",
        "kubectl label node book-worker disk=ssd",
        "kubectl label node/book-worker disk=ssd",
        "kubectl debug node/book-worker --image=busybox:1.37",
        "kubectl drain book-worker --ignore-daemonsets",
        "kubectl create namespace office",
        "kubectl create clusterrole seller --verb=get --resource=pods",
        "kubectl delete pod -n default clock",
        "kubectl exec -n kube-system etcd-book-control-plane -- etcdctl get /",
        "kubectl get pods -A",
        "kubectl get pods --all-namespaces",
        "kubectl get namespaces",
        "kubectl describe node book-worker",
        "kubectl create -f binding.json --raw /api/v1/namespaces/x/pods/shop/binding",
        "kubectl apply -f https://example.com/install.yaml",
        "helm install web oci://example.com/web",
        "helm install shop ./shop --namespace office --create-namespace",
        "docker exec book-worker2 systemctl stop kubelet",
        "docker pause book-worker",
        "kind load docker-image shop:1.0 --name book",
        "if true; then kubectl uncordon book-worker; fi",
        "x=$(kubectl get ns -o name)",
    ],
)
def test_an_example_that_reaches_out_of_its_namespace_runs_alone(command):
    assert not stays_inside(command, {"pod.yaml": POD}, "pods-first")


@pytest.mark.parametrize(
    ("manifest", "inside"),
    [
        (POD, True),
        (POD.replace("kind: Pod", "kind: ClusterRole"), False),
        (POD.replace("kind: Pod", "kind: Shop"), False),
        (POD.replace("{name: shop}", "{name: shop, namespace: default}"), False),
        (POD.replace("{name: shop}", "{name: shop, namespace: pods-first}"), True),
        (POD + "  hostNetwork: true\n", False),
        (POD + "  volumes: [{name: host, hostPath: {path: /}}]\n", False),
        (POD + "---\nkind: Service\nspec:\n  ports: [{port: 80, nodePort: 30080}]\n", True),
        ('{"apiVersion": "v1", "kind": "Node"}', False),
        ("kind: RoleBinding\nroleRef:\n  kind: ClusterRole\n  name: view\n", True),
    ],
)
def test_a_manifest_tells_whether_it_stays_inside(manifest, inside):
    assert stays_inside("kubectl apply -f a.yaml", {"a.yaml": manifest}, "pods-first") is inside


def test_no_two_examples_have_the_same_port():
    text = "kind: Service\nspec:\n  ports: [{port: 80, nodePort: 30080}]\n"
    forward = "kubectl port-forward service/shop 8080:80 &"
    assert ports(forward, {"service.yaml": text}) == {"30080", "8080"}
    assert ports("docker run -d -p 127.0.0.1:8081:80 -p 80 -P --name x nginx:1.30", {}) == {"8081"}
    assert ports("docker compose up", {"compose.yaml": "    ports:\n      - 127.0.0.1:8082:80\n"}) == {"8082"}


@pytest.fixture
def plan(tmp_path):
    def make(*commands, contents=None, name="first"):
        folder = tmp_path / "docs/examples/kubernetes/pods" / name
        steps = [Step(command, "", number) for number, command in enumerate(commands, 1)]
        return Plan(Example(folder), contents or {}, {"01-first.console": steps})

    return make


@pytest.mark.parametrize(
    ("commands", "engines"),
    [
        (["docker ps"], ["engine"]),
        (["ctr images ls"], ["engine", "containerd"]),
        (["kubectl get pods"], ["cluster"]),
        (["kubectl get pods", "docker exec book-worker crictl ps"], ["cluster"]),
        (["docker build -t shop .", "kind load docker-image shop"], ["engine", "cluster"]),
    ],
)
def test_the_engines_that_an_example_uses_are_known(plan, commands, engines):
    assert [engine.name for engine in used_by(plan(*commands))] == engines


def test_examples_run_at_the_same_time_where_none_needs_alone_what_the_other_needs(plan):
    pods, others = needs(plan("kubectl get pods")), needs(plan("kubectl get pods", name="second"))
    node = needs(plan("kubectl cordon book-worker", name="third"))
    docker = needs(plan("docker run --rm -p 127.0.0.1:8080:80 nginx:1.30", name="fourth"))
    forward = needs(plan("kubectl port-forward pod/shop 8080:80 &", name="fifth"))
    assert apart(pods, others) and apart(pods, docker) and apart(node, docker)
    assert not apart(pods, node) and not apart(docker, docker) and not apart(docker, forward)
    assert not apart(pods, pods)


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("docker ps", {"engine"}),
        ("docker compose up --wait", {"engine", "compose"}),
        ("docker image build .", {"engine", "buildx"}),
        ("kubectl get pods", {"engine", "kind", "kubectl"}),
        ("web=$(kubectl get pods -o name) && echo $web", {"engine", "kind", "kubectl"}),
        ("until kubectl get pods | grep web; do sleep 1; done", {"engine", "kind", "kubectl"}),
        ("helm template shop", {"engine", "kind", "kubectl", "helm"}),
        ("docker image save web | ctr -n demo images import -", {"engine", "containerd"}),
        ("ctr -n demo tasks ls -q | xargs -r ctr -n demo tasks rm", {"engine", "containerd"}),
        ("echo kubectl", {"engine"}),
        ("cat electron.txt", {"engine"}),
    ],
)
def test_the_tools_that_commands_need_are_known(command, needed):
    assert {tool.name for tool in tools_of(command)} == needed


def test_the_tools_that_a_script_needs_are_known(plan):
    assert plan("sh check.sh", contents={"check.sh": b"# kubectl get pods\nhelm lint .\n"}).tools >= {"helm"}
    assert plan("sh check.sh", contents={"check.sh": b"# kubectl get pods\n"}).tools == {"engine"}
