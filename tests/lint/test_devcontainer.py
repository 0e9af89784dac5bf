"""The checks of a devcontainer.json."""

import pytest

from book.lint.data_files import without_comments

NAME = ".devcontainer/devcontainer.json"
GOOD = [
    '{\n  // Python.\n  "image": "python:3.14-slim",\n'
    '  "features": {"ghcr.io/devcontainers/features/git:1": {}}, /* tools */\n}\n',
    '{\n  "build": {"dockerfile": "../Dockerfile", "context": "..", "args": {"A": "b"}},\n  "remoteUser": "app"\n}\n',
    '{\n  "dockerComposeFile": ["../compose.yaml"],\n  "service": "web",\n  "workspaceFolder": "/src"\n}\n',
    '{\n  "image": "a:1",\n  "forwardPorts": [80, "db:5432"],\n  "postCreateCommand": {"a": ["b"], "c": "d"},\n'
    '  "mounts": ["source=x,target=/x,type=volume", {"type": "bind", "source": "x", "target": "/y"}],\n'
    '  "portsAttributes": {"80": {"label": "web", "onAutoForward": "notify"}}\n}\n',
]
BAD = [
    ('{\n  "name": "x"\n}\n', 1, "devcontainer-field"),
    ('{\n  "image": "a:1",\n  "build": {"dockerfile": "../Dockerfile"}\n}\n', 3, "devcontainer-field"),
    ('{\n  "image": "a:1",\n  "postCreatedCommand": "x"\n}\n', 3, "devcontainer-field"),
    ('{\n  "image": "a:1",\n  // ports\n  "forwardPorts": "80"\n}\n', 4, "devcontainer-field"),
    (
        '{\n  "dockerComposeFile": "../compose.yaml",\n  "service": "wep",\n  "workspaceFolder": "/"\n}\n',
        3,
        "devcontainer-file",
    ),
    ('{\n  "build": {\n    "dockerfile": "Dockerfile"\n  }\n}\n', 3, "devcontainer-file"),
    ('{\n  "image": "a:1"\n  "name": "x"\n}\n', 3, "json-syntax"),
    ('{\n  "image": "a:1",\n  "image": "b:1"\n}\n', 3, "json-key-twice"),
]


@pytest.fixture
def container(places):
    """Lints a devcontainer.json among the files it names: a function of its content; returns `file:line rule`s."""
    beside = {
        "Dockerfile": 'FROM python:3.14-slim\nUSER 1000\nCMD ["python"]\n',
        "compose.yaml": "services:\n  web:\n    image: nginx:1.30\n",
    }
    return lambda content: places(beside | {NAME: content})


@pytest.mark.parametrize("content", GOOD)
def test_a_good_file_raises_nothing(container, content):
    assert container(content) == []


@pytest.mark.parametrize(("content", "line", "rule"), BAD)
def test_what_is_wrong_is_told_on_its_line(container, content, line, rule):
    assert container(content) == [f"{NAME}:{line} {rule}"]


def test_comments_are_blanked_and_text_is_kept():
    assert without_comments('{"a": "http://b // c", // d\n/* e\n f */ "g": [1, 2,],\n}') == (
        '{"a": "http://b // c",     \n    \n      "g": [1, 2 ] \n}'
    )
