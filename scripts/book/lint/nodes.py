"""YAML with the lines where its entries stand; what cannot be read is None, the check of YAML says why."""

import yaml


def compose(path):
    """Return the root node of a YAML file, None if it is missing, empty, more than one document or broken."""
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return None


def value(node):
    """Return what a node stands for, None if that is nothing YAML knows."""
    try:
        return yaml.SafeLoader("").construct_document(node)
    except (ValueError, yaml.YAMLError):
        return None
