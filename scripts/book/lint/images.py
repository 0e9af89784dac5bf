"""The list of images, docs/images.yaml, against the examples: what they use stands there, and nothing else.

Of each image that can be pulled it says for which architectures, who says so and since when. `ours` are names that
commands put together, `wrong` are images that a lesson is about.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from book.model import Book, image_list
from lablint.formats import yaml
from lablint.problem import Problem

FIELDS = ("architectures", "source", "date")


def check(book: Book, wanted: Callable[[Path], bool]) -> Iterator[Problem]:
    """Yield images that the list lacks, that no example uses, and entries without what the appendix shows."""
    path = image_list.path(book)
    root = yaml.root(path) if wanted(path) else None
    if root is None:
        return
    parts = {name: (yaml.line(key), yaml.data_or_none(value)) for name, (key, value) in yaml.entries(root).items()}
    forms = {"published": dict, "ours": list, "wrong": list}
    if parts.keys() != forms.keys() or not all(isinstance(parts[name][1], form) for name, form in forms.items()):
        message = "write published, with an entry for each image, and the lists ours and wrong"
        yield Problem(path, 1, "image-form", message)
        return
    used, published = image_list.used(book), yaml.entries(yaml.value(root, "published"))
    for name, image in used.items():
        if name not in {*published, *parts["wrong"][1]} and name.partition(":")[0] not in parts["ours"][1]:
            message = f"{name} is missing, which {image.chapters[0]} uses; add it"
            yield Problem(path, parts["published"][0], "image-unlisted", message)
    for name, (key, value) in published.items():
        if name not in used:
            yield Problem(path, yaml.line(key), "image-unused", f"no example uses {name}; remove it")
        if lacking := [field for field in FIELDS if field not in yaml.entries(value)]:
            message = f"{name} lacks {', '.join(lacking)}; write what its source says of it, and when you looked"
            yield Problem(path, yaml.line(key), "image-form", message)
