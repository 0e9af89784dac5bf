"""Transcripts: parse, execute, compare, capture, and the record that says on what they ran."""
