"""What kind of file something is, by its name, its suffix, its first line or its fence's language.

This table is the list of what the linter claims: a file below docs/examples or a fence on a page
that has no kind is a problem (`unclaimed-file`, `unclaimed-fence`), so that nothing stays unchecked
because nobody thought of it. `plain` is text without a checker of its own; `registry` tells
which checks a kind gets beyond that.
"""

import re
from fnmatch import translate
from pathlib import Path

# Patterns of file names, or of the folder's name and theirs; the first that matches counts.
NAMES = [
    (
        "plain",
        ["*.j2", "*.jinja", "*.jinja2", "*.tmpl", "*.tpl", "*.template", "*.erb"],
    ),  # nobody knows what they become
    ("dockerfile", ["Dockerfile", "dockerfile", "*.Dockerfile", "*.dockerfile", "Containerfile"]),
    ("dockerignore", [".dockerignore", "*.dockerignore"]),
    ("transcript", ["*.console"]),
    ("shell", ["*.sh"]),
    ("python", ["*.py"]),
    ("yaml", ["*.yaml", "*.yml"]),
    ("devcontainer", ["devcontainer.json", ".devcontainer.json"]),
    ("jsonc", ["*.jsonc", "tsconfig*.json", "jsconfig*.json", "*.code-workspace"]),
    ("jsonc", [".vscode/*.json"]),
    ("json", ["*.json", "*.webmanifest"]),
    ("toml", ["*.toml"]),
    ("markdown", ["*.md"]),
    ("plain", ["*.txt", "*.html", "*.css", "*.js", "*.svg", "*.sql", "*.conf", "*.cfg", "*.ini", "*.env", "*.in"]),
    ("plain", [".gitignore", ".helmignore", ".env", ".env.*", ".editorconfig"]),
    ("plain", ["Makefile", "*.mk", "Caddyfile", "*.go", "go.mod", "LICENSE", "*.csv", "*.tsv", "*.diff", "*.patch"]),
    ("picture", ["*.png", "*.jpg", "*.jpeg", "*.webp", "*.avif", "*.ico", "*.woff2", "*.pdf"]),
    ("dockerfile", ["Dockerfile.*"]),  # Dockerfile.dev, but not Dockerfile.md
]

_NAMES = [(kind, patterns[0].count("/"), re.compile("|".join(map(translate, patterns)))) for kind, patterns in NAMES]

HELM = (".yaml", ".yml", ".tpl", ".txt", ".json")  # below templates/ of a chart

LANGUAGES = {
    "dockerfile": "dockerfile",
    "console": "transcript",
    "sh": "shell",
    "bash": "shell",
    "python": "python",
    "yaml": "yaml",
    "json": "json",
    "jsonc": "jsonc",
    "toml": "toml",
    "text": "plain",
    "html": "plain",
    "css": "plain",
    "javascript": "plain",
    "sql": "plain",
    "ini": "plain",
    "nginx": "plain",
    "http": "plain",
    "diff": "plain",
    "markdown": "plain",
    "powershell": "plain",
}

ALIASES = {  # what others call them; the book has one name for each
    "yml": "yaml",
    "compose": "yaml",
    "docker": "dockerfile",
    "containerfile": "dockerfile",
    "shell": "shell",
    "zsh": "shell",
    "py": "python",
    "python3": "python",
}

SHEBANG = [("shell", r"#!\s*/(usr/)?bin/(env\s+)?(ba|da)?sh\b"), ("python", r"#!\s*/(usr/)?bin/(env\s+)?python3?\b")]


def of_file(path: Path, head: str = "") -> str | None:
    """Return the kind of a file, by its name or else by its first line `head`; None if nobody claims it."""
    if _is_template(path):
        return "helm"
    for kind, folders, pattern in _NAMES:
        if pattern.match("/".join(path.parts[-1 - folders :])):
            return kind
    return next((kind for kind, pattern in SHEBANG if re.match(pattern, head)), None)


def _is_template(path: Path) -> bool:
    """Tell whether a file is a template of a Helm chart: YAML, but for the actions in it."""
    folders = [folder for folder in path.parents if folder.name == "templates"]
    return path.suffix in HELM and any((folder.parent / "Chart.yaml").is_file() for folder in folders)


def of_fence(language: str) -> str | None:
    """Return the kind of a fence's text, None if nobody claims its language."""
    return LANGUAGES.get(language)
