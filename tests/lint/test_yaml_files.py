"""What `scripts/lint` says of YAML that nobody can read, in words for who wrote it."""

import pytest

WRONG = {
    "a:\n  b: 1\n   c: 2\n": "a.yaml:3 yaml-syntax a key stands here where none can",
    "name:web\nb: 1\n": "a.yaml:2 yaml-syntax a key stands here where none can",
    "a: 1\nb\nc: 2\n": "a.yaml:3 yaml-syntax there is no colon in this line or the one above; write key: value",
    "a:\n  - b\n c: 1\n": "a.yaml:3 yaml-syntax this line is indented as none of those above; line it up with them",
    'a: "x\n': "a.yaml:2 yaml-syntax a quote that opens above is not closed; close it",
    'a: "x" y\n': "a.yaml:1 yaml-syntax more text stands behind a quote; quote all of it, or nothing",
    "a: [1, 2\nb: 3\n": "a.yaml:2 yaml-syntax a comma is missing here, or the ] that closes; add it",
    "a: @x\n": "a.yaml:1 yaml-syntax no value begins with @; put it in quotes",
    'a: "\\d"\n': "a.yaml:1 yaml-syntax \\d means nothing in double quotes; use single quotes",
    "a: *.html\n": "a.yaml:1 yaml-syntax a text that begins with * or & needs quotes",
    "a: *b\n": "a.yaml:1 yaml-anchors nothing is called &b; quote a text that begins with *, or mend the name",
    "a: yes\n": "a.yaml:1 yaml-truthy YAML may read this as true or false; write that, or quote it",
    "a: 1\na: 2\n": "a.yaml:2 yaml-key-duplicates the key a stands twice here; keep one",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_yaml_cannot_read_is_told_in_plain_words(text, said):
    assert any(told.startswith(WRONG[text]) for told in said({"a.yaml": text})), said({"a.yaml": text})
