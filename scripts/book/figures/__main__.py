"""Write figures as files to look at or to project: SVG in both languages, PNG as a desk and a phone show them.

    python -m book.figures docs/figures/docker/bridge.yaml --out /tmp/figures --png

What `check` finds is printed, and makes the command fail; the figure is drawn all the same, to see it.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from book.model import LANGUAGES, ROOT

from . import BadSpec, check, draw, read
from .spec import PHONE, Figure

STYLES = ROOT / "docs" / "assets" / "css"
SCHEMES = {"light": "default", "dark": "slate"}
COLUMNS = {"desk": 688, "phone": PHONE}  # pixels that a page has for a figure
PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8">
<link rel="stylesheet" href="{styles}/fonts.css"><link rel="stylesheet" href="{styles}/figures.css">
<style>
  body {{ margin: 0; padding: 16px; background: var(--fig-paper); width: {width}px }}
</style>
<body data-md-color-scheme="{scheme}"><div class="figure">{svg}</div>
"""


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m book.figures", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, help="specs, or folders with specs")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--png", action="store_true", help="pictures too, light and dark, desk and phone (Chromium)")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    bad = False
    for path in _specs(options.paths):
        for problem in check(path):
            print(problem.shown(Path.cwd()))
            bad = True
        try:
            figure = read(path)
        except BadSpec:
            continue
        for language in LANGUAGES:
            name = f"{figure.name.replace('/', '-')}.{language}"
            (options.out / f"{name}.svg").write_text(draw(figure, language, standalone=True), encoding="utf-8")
            if options.png:
                _pictures(figure, language, options.out / name)
    sys.exit(bad)


def _specs(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _pictures(figure: Figure, language: str, base: Path) -> None:
    for label, scheme in SCHEMES.items():
        for device, width in COLUMNS.items():
            fields = {"language": language, "styles": STYLES.as_uri(), "scheme": scheme, "width": width}
            page = PAGE.format(svg=draw(figure, language), **fields)
            canvas = figure.canvases[-1 if device == "phone" else 0]
            height = int(canvas.size[1] * min(1, width / canvas.size[0]))
            _screenshot(page, width + 32, height + 32, Path(f"{base}.{device}-{label}.png"))


def _screenshot(page: str, width: int, height: int, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "figure.html"
        source.write_text(page, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        command += ["--disable-background-networking", f"--user-data-dir={folder}/profile"]
        command += [f"--window-size={width},{height}", f"--screenshot={target}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
        print(target)


if __name__ == "__main__":
    main()
