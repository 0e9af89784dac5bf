"""The names that an example gives to what it makes follow from its commands and files."""

import pytest

from book.run.claims import Claims, claims, fits, mentions

COMPOSE = """
name: tickets
services:
  db: {image: "postgres:18", container_name: till}
  web: {build: .}
volumes: {sales: {}, archive: {name: old-sales}, theirs: {name: theirs, external: true}}
networks: {front: {name: shop-front}}
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("docker run -d --name web nginx:1.30", Claims(container={"web"})),
        ("docker container create --name=web nginx:1.30 sleep 9", Claims(container={"web"})),
        ("docker run --name crash busybox:1.37 sh -c 'echo \"no\" >&2; exit 3'", Claims(container={"crash"})),
        ("id=$(docker create --name job busybox:1.37 sleep 600)", Claims(container={"job"})),
        ("docker rename old web", Claims(container={"web"})),
        ("docker run --rm --name x -v data:/d -v /etc:/e nginx:1.30", Claims(container={"x"}, volume={"data"})),
        ("docker run --name x --mount type=volume,src=data,dst=/d a", Claims(container={"x"}, volume={"data"})),
        ("docker run --name x --mount type=bind,src=data,dst=/d a", Claims(container={"x"})),
        ("docker volume create --label a=b data", Claims(volume={"data"})),
        ("docker network create --internal shop", Claims(network={"shop"})),
        ("docker build --quiet --tag shop:1.0 .", Claims(image={"shop:1.0"})),
        ("docker tag busybox:1.37 shop", Claims(image={"shop:latest"})),
        ("docker build --quiet .", Claims(nameless_image=True)),
        ("docker build --check .", Claims()),
        ("docker run -d redis:8 redis-server --port 7", Claims(unnamed={("redis:8", ("redis-server", "--port", "7"))})),
        ("for n in $all; do docker run -d --name shop-$n nginx:1.30; done", Claims(container={"shop-$n"})),
        (
            "for n in a b; do \\\n docker run -d --name $n -v $n:/d nginx:1.30; done",
            Claims(container={"a", "b"}, volume={"a", "b"}),
        ),
        ("name=web; docker run -d --name ${name}-1 nginx:1.30", Claims(container={"web-1"})),
        ('for name in lima quito; do ctr -n "$name" images import a.tar; done', Claims(containerd={"lima", "quito"})),
        ("curl -X POST 'http://localhost/v1.44/containers/create?name=web'", Claims(container={"web"})),
        ("ctr -n demo run --rm door:1.0 hello", Claims(containerd={"demo"})),
        ("docker image save a | ctr --namespace=demo images import -", Claims(containerd={"demo"})),
        ("docker ps --filter name=web", Claims()),
        ("docker rm --force web shop", Claims(container={"web", "shop"})),
        ("docker image rm busybox:1.37", Claims()),
        ("docker volume rm data", Claims(volume={"data"})),
        ("docker --context faraway run --name web nginx:1.30", Claims()),
        ("echo docker run --name web nginx:1.30", Claims()),
        ("kubectl run web --image=nginx:1.30", Claims()),
    ],
)
def test_a_command_gives_names(command, expected):
    assert claims(command, {}) == expected


def test_a_command_before_may_say_what_a_variable_holds():
    assert claims("docker run -d --name $NAME redis:8", {}, "", "NAME='till'\n").container == {"till"}


def test_compose_gives_the_names_of_its_file_and_the_project_as_a_label():
    found = claims("docker compose up --wait", {"compose.yaml": COMPOSE}, "shop")
    assert found == Claims(
        container={"till"}, volume={"old-sales"}, network={"shop-front"}, image={"tickets-web:latest"},
        project={"tickets"},
    )  # fmt: skip
    assert claims("docker compose up --wait", {"compose.yaml": "services: {}"}, "Shop").project == {"shop"}
    assert claims("docker compose -p sales up", {}, "shop").project == {"sales"}
    assert claims("docker ps", {"compose.yaml": COMPOSE}, "shop") == Claims()


def test_a_dev_container_has_the_names_of_its_definition_and_an_image_of_its_folder():
    files = {
        ".devcontainer/devcontainer.json": '{"image": "python:3.14-slim", "runArgs": ["--name", "shop-dev"]}',
        ".devcontainer/all/devcontainer.json": '{"dockerComposeFile": "compose.yaml", "service": "web"}',
        ".devcontainer/all/compose.yaml": COMPOSE,
    }
    found = claims("sh cli/devcontainer.sh up 2> up.log", files, "shop")
    assert (found.container, found.project) == ({"shop-dev", "till"}, {"tickets"})
    assert found.gives("image", "vsc-shop-e1eb0aae-uid:latest")
    assert not found.gives("image", "vsc-booth-e1eb0aae:latest")
    assert claims("sh cli/devcontainer.sh exec id", files, "shop") == Claims()


def test_a_script_gives_its_names_where_it_is_run():
    files = {"steps.sh": 'docker build --tag "order:$1" .\n'}
    assert claims("sh steps.sh bad", files).image == {"order:$1"}
    assert claims("sh others.sh bad", files) == Claims()


@pytest.mark.parametrize(
    "noise", ["# a container of Docker's\n", "ls # it's there\n", "awk '{\n print }' a; echo it\\'s\n"]
)
def test_a_script_gives_its_names_whatever_else_stands_in_it(noise):
    files = {"watch.sh": f"{noise}id=$(docker create --name job busybox:1.37 sleep 600)\n"}
    assert claims("sh watch.sh", files).container == {"job"}


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("web", "web", True),
        ("web", "webs", False),
        ("shop-$n", "shop-north", True),
        ("shop-${n}-1", "shop-a-1", True),
        ("shop-$n", "shop-", False),
        ("shop-$n", "my-shop-1", False),
        ("order:$1", "order:bad", True),
        ("$name", "anything", False),
        ("$image:latest", "anything:latest", False),
        ("a.b", "axb", False),
    ],
)
def test_a_variable_in_a_name_stands_for_anything_but_a_name_of_nothing_else_for_nothing(pattern, name, expected):
    assert fits(pattern, name) is expected


@pytest.mark.parametrize(
    ("command", "name", "expected"),
    [
        ("docker rm -f shop web", "web", True),
        ("docker rm -f shop web.", "web", True),
        ("docker rm -f web-2 my-web", "web", False),
        ("docker image rm shop:1.0", "shop:1.0", True),
        ("docker image rm shop", "shop:latest", True),
        ("docker rm -f shop-$n", "shop-$n", True),
    ],
)
def test_a_command_mentions_a_name(command, name, expected):
    assert mentions(command, name) is expected
