"""Formats of files, each read in one place, with lines: what reads one of them asks here."""
