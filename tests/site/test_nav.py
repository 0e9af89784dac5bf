"""The site follows the book's contents while it is served."""

from book.model import Book
from book.site import chapter


def test_a_page_added_to_nav_is_a_chapter_in_the_next_build(tmp_path, monkeypatch):
    (tmp_path / "mkdocs.yml").write_text("nav: [docker/storage.md]\n")
    monkeypatch.setattr(chapter, "book", Book(tmp_path))
    assert [one.slug for one in chapter.book.chapters] == ["docker/storage"]
    (tmp_path / "mkdocs.yml").write_text("nav: [docker/storage.md, kubernetes/k3s.md, kubernetes/index.md]\n")
    chapter.on_config(None)
    assert [one.slug for one in chapter.book.chapters] == ["docker/storage", "kubernetes/k3s"]
