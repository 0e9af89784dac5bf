"""The table of the images that the book uses, for `<!-- images -->`: which, for whom, where."""

from book.model.image_list import published
from book.site.page import book, reference
from book.site.words import WORDS

USUAL = {"amd64": "amd64", "arm64v8": "arm64"}  # the readers' machines: as the sources and as Docker name them


def images(language: str, here: str) -> str:
    """Every image that can be pulled, with its size, its architectures (a link to who says so) and its chapters."""
    words, rows = WORDS[language], published(book)
    lines = [words["images-head"], "| --- | --- | --- | --- |"]
    for image, facts in rows:
        known = [f"`{USUAL[name]}`" for name in facts["architectures"] if name in USUAL]
        more = len(facts["architectures"]) - len(known)
        text = ", ".join(known) + (words["images-more"].format(more) if more else "")
        places = ", ".join(reference(slug, language, here) for slug in image.chapters)
        name = image.name.removesuffix(":latest")
        lines.append(f"| `{name}` | {facts.get('size', '–')} | [{text}]({facts['source']}) | {places} |")
    days = sorted(str(facts["date"]) for _, facts in rows)
    return "\n".join([*lines, "", words["images-date"].format(days[0])])
