"""Checks of the files of a lab, a student's or a book's. Nothing here knows the book."""
