"""The checks of Kubernetes' manifests: what they say of a file alone, and that no value stops them."""

from pathlib import Path
from random import Random

import pytest
import yaml

from book.lint import kubernetes
from book.lint.kubernetes import apis, schema
from book.lint.labs import Lab
from book.lint.texts import Source
from book.model import ROOT

HERE = Path(__file__).parent / "kubernetes"
BAD = yaml.safe_load((HERE / "bad.yaml").read_text(encoding="utf-8"))
GOOD = yaml.safe_load((HERE / "good.yaml").read_text(encoding="utf-8"))


def test_a_file_alone_is_checked_against_those_beside_it_and_only_it_is_told(said, places):
    files = {**BAD["a copy that kept its name"]["files"], **BAD["a start that its solution does not mend"]["files"]}
    assert said(files, asked=["one.yaml"]) == []
    assert [one.split(" ")[0] for one in places(files, asked=["two.yaml"])] == ["two.yaml:3"]


def test_a_field_in_the_wrong_place_is_told_its_place(said):
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n"
    wrong = pod + "      image: nginx:1.30\n      volumes: []\n      limits: {cpu: 1}\nrestartPolicy: Never\n"
    assert [one.rpartition("; ")[2] for one in said({"pod.yaml": wrong})] == [
        "it belongs in spec",
        "it belongs in spec.containers[0].resources",
        "it belongs in spec",
    ]


def test_what_was_meant_comes_before_where_else_a_field_could_stand(said):
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n"
    wrong = pod + "      image: nginx:1.30\n      resources: {request: {cpu: 1}}\n"
    assert [one.rpartition("; ")[2] for one in said({"pod.yaml": wrong})] == ["did you mean requests?"]
    policy = (
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {app: a}}\n"
    )
    assert [one.rpartition("; ")[2] for one in said({"pod.yaml": policy})] == ["labels stand under matchLabels"]


def test_a_patch_of_kustomize_is_named_by_its_path(said):
    (told,) = said({"kustomization.yaml": "resources: []\npatches: [patch.yaml]\n"})
    assert told.endswith('patches[0]: "patch.yaml" is text, and keys with values belong here; write path: patch.yaml')


def test_a_few_lines_on_a_page_need_not_be_whole(tmp_path):
    page = "```yaml\napiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 2\n  strateg: {}\n```\n"
    file = tmp_path / "fence.yaml"
    file.write_text("\n".join(page.splitlines()[1:-1]) + "\n")
    source = Source(tmp_path / "page.md", file, "yaml", before=10, fragment=True)
    assert [(p.line, p.rule) for p in kubernetes.check([source])] == [(15, "kubernetes-field")]


WEIRD = (
    None,
    "",
    "x y",
    "${A}",
    0,
    -1,
    1.5,
    True,
    [],
    {},
    [None],
    [[]],
    {"a": None},
    [{"name": []}],
    {"name": {}},
    "\0",
)


def changed(data, random):
    """Return a copy in which a value is another, of any type, or a key is gone."""
    if isinstance(data, (dict, list)) and data and random.random() < 0.85:
        key = random.choice(list(data) if isinstance(data, dict) else range(len(data)))
        copied = dict(data) if isinstance(data, dict) else list(data)
        copied[key] = changed(data[key], random)
        return copied
    return random.choice(WEIRD)


@pytest.mark.parametrize("name", GOOD)
def test_no_value_of_any_type_stops_the_checks(name, tmp_path):
    random = Random(name)
    for number in range(20):
        sources = []
        for file, content in GOOD[name].items():
            if file.endswith(".yaml"):
                documents = [changed(one, random) for one in yaml.safe_load_all(content)]
                path = tmp_path / str(number) / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(yaml.safe_dump_all(documents))
                sources.append(Source(path, path, "yaml", lab=Lab(tmp_path / str(number), True)))
        for found in kubernetes.check(sources):
            assert 1 <= found.line <= found.path.read_text().count("\n")


def test_the_checks_are_of_the_version_that_the_book_runs():
    cluster = yaml.safe_load((ROOT / "docs/examples/kubernetes/kind.yaml").read_text(encoding="utf-8"))
    images = {node["image"].partition("@")[0] for node in cluster["nodes"]}
    assert {image.partition(":v")[2].rpartition(".")[0] for image in images} == {schema.VERSION}


def test_what_is_added_to_the_schema_is_in_it():
    added = yaml.safe_load((schema.SCHEMAS / "kubernetes.yaml").read_text(encoding="utf-8"))
    for name, addition in added.items():
        known = schema.definitions()[name]
        assert set(addition.get("required", ())) <= set(known.get("properties", ())), name
        for field, told in addition.get("properties", {}).items():
            assert {"type", "$ref"} & set(known["properties"].get(field, ())), f"{name}.{field}: {told}"


def test_what_is_called_removed_is_gone_and_what_is_called_deprecated_is_there():
    known = schema.kinds()
    for row in apis.table()["removed"]:
        assert not [kind for api, kind in known if api == row["api"] and kind in row.get("kinds", [kind])], row
    for row in apis.table()["deprecated"]:
        assert [kind for api, kind in known if api == row["api"] and kind in row.get("kinds", [kind])], row
