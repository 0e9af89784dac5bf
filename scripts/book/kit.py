"""`scripts/kit`: one archive with the site and the images of the book, for a classroom without network.

The images are saved for one platform only. A cluster's nodes refuse an archive that lists more
platforms than it holds (kubernetes-sigs/kind#3795), and a stick is smaller this way.

    kit/site/            the book, its downloads and handouts
    kit/images.tar       for `docker load`
    kit/cluster.tar      for `kind load image-archive`
    kit/README.txt       how to use them

Exit status: 0 the kit is whole, 1 something lacks and is named, 2 there is no engine.
"""

import argparse
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from book.model import ROOT, Book
from book.model.image_list import published
from book.run import cluster
from book.run.engines.docker import architecture
from book.run.program import docker

README = ROOT / "scripts/book/kit.txt"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/kit", description=(__doc__ or "").split("\n")[0].partition(": ")[2])
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "kit.tar", help="the archive; default: kit.tar")
    parser.add_argument("--platform", help="for which machines, linux/amd64 or linux/arm64; default: as the engine's")
    parser.add_argument("--pull", action="store_true", help="pull what the engine lacks")
    options = parser.parse_args(arguments)
    if not architecture():
        say("no engine answers; start Docker Desktop, or on Linux: sudo systemctl start docker")
        return 2
    platform = options.platform or f"linux/{architecture()}"
    images = [image for image, _ in published(Book())]
    lacking = [name for name in (image.name for image in images) if not there(name, platform, options.pull)]
    here = [image for image in images if image.name not in lacking]
    with tempfile.TemporaryDirectory(dir=options.output.resolve().parent) as scratch:
        parts = {
            "images.tar": [image.name for image in here if image.engine],
            "cluster.tar": [image.name for image in here if image.cluster],
        }
        for part, names in parts.items():
            save(names, platform, Path(scratch) / part)
        write(options.output, {part: Path(scratch) / part for part, names in parts.items() if names})
    size = options.output.stat().st_size // 1_000_000
    say(f"{options.output}: {len(here)} images for {platform} and the site, {size} MB")
    for name in lacking:
        say(f"it lacks {name}: the engine does not have it for {platform}; scripts/kit --pull pulls it")
    return 1 if lacking else 0


def there(image: str, platform: str, pull: bool) -> bool:
    """Tell whether the engine has the image for that platform, after pulling it if that is wanted."""
    inspect = ("image", "inspect", "--platform", platform, image)
    if docker(*inspect) is None and pull:
        docker("pull", "--quiet", "--platform", platform, image)
    return docker(*inspect) is not None


def save(images: list[str], platform: str, path: Path) -> None:
    """Save the images to an archive; end the program, in the engine's own words, if it refuses."""
    if not images:
        return
    command = ["docker", "image", "save", "--platform", platform, "--output", str(path), *images]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"scripts/kit: {' '.join(command)}: {done.stderr.strip()}; it needs Docker Engine 28.1 or newer")
    path.chmod(0o644)  # whoever takes the stick reads it


def write(path: Path, parts: dict[str, Path]) -> None:
    """Write the kit: an archive without compression, since layers are compressed already."""
    new = path.with_name(f".{path.name}.new")
    with tarfile.open(new, "w") as kit:
        kit.add(README, "kit/README.txt")
        for name, part in parts.items():
            kit.add(part, f"kit/{name}")
        kit.add(cluster.SPEC, "kit/kind.yaml")
        kit.add(ROOT / "site", "kit/site")
    new.replace(path)


def say(text: str) -> None:
    print(f"scripts/kit: {text}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
