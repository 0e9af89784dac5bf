"""Handouts: a built page becomes print HTML, and that a tagged PDF.

`built` is the only module that knows how the site marks up a page; `paper` says how it reads on paper,
`print.css` how it looks there, `pdf` writes it; `draw` does so in processes, `kept` knows what need not be drawn again.
"""
