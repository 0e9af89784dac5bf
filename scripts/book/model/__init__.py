"""The book as data: languages, chapters, pages, examples, figures. Everything else asks it."""

from book.model.book import Book, Chapter
from book.model.example import Example
from book.model.layout import ENDING, LANGUAGES, OPTIONAL, ROOT, SLUG
from book.model.page import Page

__all__ = ["ENDING", "LANGUAGES", "OPTIONAL", "ROOT", "SLUG", "Book", "Chapter", "Example", "Page"]
