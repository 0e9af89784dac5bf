"""A transcript on a page: commands and outputs told apart by the transcript's own rule.

A line that starts with `$ ` is a command; one that starts with `> ` goes on with it where the line
before ended in a backslash; anything else is output, whatever it looks like. (A lexer made for any terminal
takes an output such as `$HOME` or `# nginx` for a prompt.) The copy button relies on these classes.
"""

from html import escape


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
            lines.append(f'<span class="command"><span class="gp">{escape(line[:2])}</span>{escape(line[2:])}\n</span>')
        else:
            lines.append(f'<span class="go">{escape(line)}\n</span>')
    folder = f'<span class="folder">{escape(options["folder"])}/</span>' if options.get("folder") else ""
    return f'<div class="language-console highlight">{folder}<pre><code>{"".join(lines)}</code></pre></div>'
