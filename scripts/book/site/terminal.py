"""A transcript on a page: commands and outputs told apart by the transcript's own rule.

A line that starts with `$ ` is a command; one that starts with `> ` goes on with it where the line
before ended in a backslash; anything else is output, whatever it looks like. (A lexer made for any terminal
takes an output such as `$HOME` or `# nginx` for a prompt.) The copy button relies on these classes.
"""

import re
from html import escape

# What no narrow screen may break after a hyphen, which a reader would take for a word's end: a short word, or
# else the name of an option. The rest of a long word goes on in the next line wherever it must.
WHOLE = re.compile(r"(?<!\S)(?:(?=\S*-)\S{2,24}(?!\S)|--?\w[\w-]*=?)")


def folder_option(language, inputs, options, attrs, md):
    """Take the option `folder` from the head of a fence; refuse any other."""
    options.update(inputs)
    return set(inputs) <= {"folder"}


def fence(source, language, css_class, options, md, **_):
    """Return the HTML of a `console` fence; its option `folder` names where the commands run."""
    lines, goes_on = [], False
    for line in source.splitlines():
        command = line.startswith("$ ") or (goes_on and line.startswith("> "))
        goes_on = command and line.endswith("\\")
        if command:
            lines.append(f'<span class="command"><span class="gp">{escape(line[:2])}</span>{whole(line[2:])}\n</span>')
        else:
            lines.append(f'<span class="go">{whole(line)}\n</span>')
    folder = f'<span class="folder">{escape(options["folder"])}/</span>' if options.get("folder") else ""
    return f'<div class="language-console highlight">{folder}<pre><code>{"".join(lines)}</code></pre></div>'


def whole(line):
    """Return the HTML of a line, its words of `WHOLE` marked as such."""
    parts, end = [], 0
    for found in WHOLE.finditer(line):
        parts += [escape(line[end : found.start()]), f'<span class="whole">{escape(found[0])}</span>']
        end = found.end()
    return "".join(parts) + escape(line[end:])
