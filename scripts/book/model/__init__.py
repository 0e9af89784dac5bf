"""The book as data: languages, chapters, pages, examples, figures. Everything else asks it."""

from book.model.book import Book, Chapter
from book.model.example import Example
from book.model.layout import LANGUAGES, OPTIONAL, ROOT, SLUG, ending_of
from book.model.page import Page

__all__ = ["LANGUAGES", "OPTIONAL", "ROOT", "SLUG", "Book", "Chapter", "Example", "Page", "ending_of"]
