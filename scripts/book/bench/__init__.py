"""Figures of the book and its tools beside the goals that they are to reach: `scripts/bench`."""
