"""What COPY and ADD take from the build context: it is there, Docker sees it, nothing secret goes along.

A pattern that matches nothing stops no build, and beside another source it is there for files that may be missing.
What a build makes is not there before it: what Git leaves out, what lies in a folder for results, what a script names.
"""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from book.lint.dockerfile import form
from book.lint.dockerfile.context import Context, context
from book.lint.git import ignores
from book.lint.texts import Source
from lablint.formats import files
from lablint.formats.dockerfile import Instruction, parse
from lablint.problem import Problem

REMOTE = ("http://", "https://", "git@", "git://", "ssh://", "<<")
SECRET = (".env", ".env.*", "id_rsa", "id_ecdsa", "id_ed25519", "*.key", "*key.pem", ".netrc", ".pypirc", "kubeconfig")
RESULTS = {".next", ".output", "_build", "bin", "build", "dist", "node_modules", "obj", "out", "publish", "target"}
BUILDERS = ("[Mm]akefile", "*.mk", "*.sh", "justfile", "Taskfile.y*ml", "package.json", "pom.xml", "build.gradle*")
SAMPLE = (".env.example", ".env.sample", ".env.template", ".env.dist")


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield sources of COPY and ADD that no build would find, and those that take secrets with them."""
    for source in sources:
        if source.fragment:
            continue
        copied = [(item, word, line) for item in parse(source.text) for word, line in taken(item)]
        inside = [(item, word, line) for item, word, line in copied if not _outside(word)]
        for _, word, line in copied:
            if _outside(word):
                message = f"{word} lies outside the build context; build from a folder that holds it"
                yield source.problem(line, "copy-outside", message)
        if not inside:
            continue
        found = context(source.path, [word for _, word, _ in inside], source.lab)
        for item, word, line in inside:
            yield from _look(source, found, item, word, line)


def taken(item: Instruction) -> list[tuple[str, int]]:
    """Return the sources of a COPY or ADD that lie in the context, as (path, line)."""
    if item.name not in ("COPY", "ADD") or item.later or item.flag("from") is not None or form.fault(item):
        return []
    return [(word, line) for word, line in item.words[:-1] if not word.startswith(REMOTE) and "$" not in word]


def _outside(word: str) -> bool:
    return ".." in PurePosixPath(word.lstrip("/")).parts[:1]


def _look(source: Source, found: Context, item: Instruction, word: str, line: int) -> Iterator[Problem]:
    paths = found.find(word)
    if not paths and set(word) & set("*?["):
        if len(item.words) == 2 and "[" not in word:
            message = f"nothing in the build context {found.folder.name}/ matches {word}: it copies nothing; mend it"
            yield source.problem(line, "copy-missing", message)
    elif not paths and _made(found.folder, word):
        return
    elif not paths:
        message = f"{word} is not in the build context {found.folder.name}/; mend the path or add it"
        yield source.problem(line, "copy-missing", message)
    elif not any(map(found.sees, paths)):
        message = f"{found.ignore.name} excludes {word}; take it back there with a line !{word.strip('/')}"
        yield source.problem(line, "copy-ignored", message)
    else:
        secrets = sorted({name for path in paths for name in _secrets(found, item, path)})
        if secrets:
            message = f"{item.name} {word} takes {', '.join(secrets[:3])} into the image; name it in .dockerignore"
            yield source.problem(line, "copy-secret", message)


def _made(folder: Path, word: str) -> bool:
    """Tell whether a path in a folder is probably what a build makes."""
    path = PurePosixPath(word.strip("/"))
    if RESULTS.intersection(path.parts) or ignores(folder / path):
        return True
    whole = re.compile(rf"(?<![\w.-]){re.escape(path.name)}(?![\w.-])")
    scripts = [one for pattern in BUILDERS for one in sorted(folder.glob(pattern))]
    return any(whole.search(files.text(one) or "") for one in scripts)


def _secrets(found: Context, item: Instruction, path: str) -> Iterator[str]:
    """Yield the paths below a copied folder that an image should not hold."""
    if not (found.folder / path).is_dir():
        return
    left_out = [flag.partition("=")[2] for flag in item.flags if flag.startswith("--exclude=")]
    for file in found.patterns.included(found.folder, "" if path == "." else path):
        name = file.rpartition("/")[2]
        secret = name == ".git" or any(fnmatch(name, pattern) for pattern in SECRET)
        if secret and name not in SAMPLE and not any(fnmatch(name, one) or fnmatch(file, one) for one in left_out):
            yield file
