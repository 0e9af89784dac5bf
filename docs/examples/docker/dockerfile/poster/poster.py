"""Make tonight's poster: a page from the list of concerts."""

from pathlib import Path

concerts = Path("concerts.txt").read_text().splitlines()
lines = "".join(f"<li>{concert}</li>\n" for concert in concerts)
Path("index.html").write_text(f"<h1>Tonight</h1>\n<ul>\n{lines}</ul>\n")
