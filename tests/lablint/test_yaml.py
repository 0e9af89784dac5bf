"""YAML is read as the program reads it that it is written for, each entry with its line."""

import pytest

from lablint.formats import yaml

TEXT = "on: yes\nport: 0440\nday: 2026-11-26\nat: 12:30\n"


@pytest.mark.parametrize(
    ("dialect", "said"),
    [
        (yaml.COMPOSE, {"on": "yes", "port": 0o440, "day": "2026-11-26", "at": "12:30"}),
        (yaml.KUBECTL, {"true": True, "port": 0o440, "day": "2026-11-26", "at": "12:30"}),
    ],
)
def test_a_plain_word_means_what_it_means_to_the_program(dialect, said):
    assert yaml.parse(TEXT, dialect) == said


def test_what_compose_takes_away_is_not_there():
    assert yaml.parse("a: !reset null\nb: [!override 1, !reset x]\n", yaml.COMPOSE) == {"b": ["1"]}


def test_the_tags_of_mkdocs_import_nothing():
    assert yaml.parse("a: !!python/name:os.system\nb: !ENV HOME\n", yaml.UNTAGGED) == {
        "a": "name:os.system",
        "b": "ENV",
    }


def test_every_place_has_its_line():
    data, lines = yaml.with_lines("a:\n  - x\n  - {b: 1}\n")
    assert data == {"a": ["x", {"b": 1}]}
    assert lines == {(): 1, ("a",): 1, ("a", 0): 2, ("a", 1): 3, ("a", 1, "b"): 3}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\na: 2\n", 2, "the key a stands here twice"),
        ("a: 1\n5: 2\n", 2, "the key 5 is not text: put it in quotes"),
        ("a: b: c\n", 1, "mapping values are not allowed here"),
        ("a: 1\nb: \x01\n", 2, "the character U+0001 cannot stand in YAML"),
        ("a: 1\nb: *c\n", 2, "found undefined alias 'c'"),
        ("a: 1\nb: 2026-13-45\n", 1, "a value cannot be read: month must be in 1..12"),
        ("a: 1\n---\nb: 2\n", 2, "but found another document"),
        ("[" * 100_000, 1, "nested more than 60 deep; make it flatter"),
        ("a: &a [*a]\n", 1, "*a stands within &a itself; write out what is meant"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, line, message):
    with pytest.raises(yaml.NotYaml) as caught:
        yaml.with_lines(text)
    assert (caught.value.line, str(caught.value)) == (line, message)


def test_the_documents_beside_a_broken_one_are_read():
    nodes = yaml.documents("a: 1\n---\nb: [\n---\nc: 3\n")
    assert [(yaml.data(node), yaml.line(node)) for node in nodes] == [({"a": 1}, 1), ({"c": 3}, 5)]


def test_merged_keys_stand_behind_a_mapping_s_own():
    root = yaml.compose("base: &b {x: 1, y: 2}\nmine: {<<: *b, y: 3}\n")
    assert {key: yaml.text(value) for key, (_, value) in yaml.entries(yaml.value(root, "mine")).items()} == {
        "x": "1",
        "y": "3",
    }
