"""The plan of classes of the teachers' guide: the chapters with their minutes, by parts, from the front matter."""

from book.model import Page
from book.site.page import book, link, page_of
from book.site.words import WORDS


def class_plan(language: str, here: str) -> str:
    """A table for each part whose chapters take time: chapter, minutes, what comes before."""
    words = WORDS[language]
    parts: dict[str, list[Page]] = {}
    for chapter in book.chapters:
        if chapter.minutes:
            parts.setdefault(chapter.part, []).append(page_of(chapter.slug, language))
    lines = []
    for part, pages in parts.items():
        total = sum(page.front_matter["minutes"] for page in pages)
        lines += [f"### {page_of(f'{part}/index', language).title} {{ #plan-{part} }}", ""]
        lines += [words["plan-part"].format(total, -(-total // 60), -(-total // 90)), ""]
        lines += [words["plan-head"], "| --- | --- | --- |"]
        for page in pages:
            before = ", ".join(named(slug, language, here) for slug in page.front_matter.get("needs", [])) or "–"
            lines.append(f"| {named(page.slug, language, here)} | {page.front_matter['minutes']} | {before} |")
        lines.append("")
    return "\n".join(lines)


def named(slug: str, language: str, here: str) -> str:
    return f"[{page_of(slug, language).title}]({link(here, slug)})"
