"""Read YAML and remember the line of every key and item, so that an error can name it.

A place in the document is a tuple of keys and indexes: `("boxes", "cli", "label", 0)`.
"""

import yaml


class NotYaml(Exception):
    """The text is no YAML, or has a key twice; carries the line, from 1."""

    def __init__(self, line, message):
        super().__init__(message)
        self.line, self.message = line, message


def load(text):
    """The document's data and the line of each place in it; raises NotYaml."""
    try:
        loader = yaml.SafeLoader(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise NotYaml(line, f"the character U+{error.character:04X} cannot stand in YAML") from None
    try:
        root = loader.get_single_node()
        lines = {(): 1}
        return _build(loader, root, (), lines) if root else None, lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotYaml(mark.line + 1 if mark else 1, error.problem or str(error)) from None
    except yaml.YAMLError as error:
        raise NotYaml(1, str(error)) from None
    except (ValueError, RecursionError) as error:  # a date such as 2026-13-45, a list that holds itself
        raise NotYaml(1, f"a value cannot be read: {error}") from None
    finally:
        loader.dispose()


def _build(loader, node, place, lines):
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*place, index)] = item.start_mark.line + 1
        return [_build(loader, item, (*place, index), lines) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        data = {}
        for key_node, value in node.value:
            key, line = loader.construct_object(key_node, deep=True), key_node.start_mark.line + 1
            if not isinstance(key, str):
                raise NotYaml(line, f"the key {key!r} is not text: put it in quotes")
            if key in data:
                raise NotYaml(line, f"the key {key} stands here twice")
            lines[(*place, key)] = line
            data[key] = _build(loader, value, (*place, key), lines)
        return data
    return loader.construct_object(node)
