# ruff: noqa: E501  a paragraph of Markdown is one line, however long
"""The text of a new page: complete in form, so that `check` accepts it from the first minute."""

from mlsd_graph.content.records import STEP_TITLES, PageKind
from mlsd_graph.content.slugs import ID
from mlsd_graph.errors import UsageError

_CONCEPT = """\
---
title: {title}
kind: concept
level: core
steps: [model]
---
{title}: say in one paragraph of at most 60 words what it is, what it buys and what it costs. This paragraph stands alone in search results and on the phone.

Then explain it: how it works, when not to use it, and one number worked out.

## Sources
- Author (year). [Title of a primary public source](https://example.org/replace-me)

## Cards

### When not to use it
Q: A design review proposes {quoted}. Which sign tells you that something simpler will do, and what do you use instead?

A: Replace this: the sign, the simpler choice, and what would reverse it.
"""

_CASE_STUDY = """\
---
title: {title}
level: core
---
State the problem as an interviewer would put it: who uses {quoted}, what they want, and what to design.

{steps}## Sources
- Author (year). [Title of a primary public source](https://example.org/replace-me)

## Cards

### The number that decides
Q: Which number of {quoted} do you work out first, and which choice does it decide?

A: Replace this: the number, how it comes about, and the choice it decides.
"""

_STEP = """\
## {title}

Write the model answer for this step, with its numbers worked out.

### Checklist
{items}
"""


def scaffold(kind: PageKind, name: str, *, title: str = "", links: tuple[str, ...] = ()) -> str:
    """Write a new concept or case study; a case study names `links`, three concepts, to begin with.

    Raises:
        UsageError: The name is no id, or there is no scaffold for this kind.
    """
    if not ID.fullmatch(name):
        raise UsageError(f"“{name}” is no id.", "Use lower-case words joined by hyphens.")
    words = name.replace("-", " ")
    shown = title or words[0].upper() + words[1:]
    # JSON-like quotes are YAML's too, and keep a colon or a bracket in a title from being syntax.
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"')
    plain = all(c.isalnum() or c in " -," for c in shown) and shown[0].isalnum()
    front = shown if plain else f'"{escaped}"'
    if kind is PageKind.CONCEPT:
        text = _CONCEPT.format(title="\0", quoted=words)
        return text.replace("\0", front, 1).replace("\0", _markdown(shown))
    if kind is PageKind.CASE_STUDY:
        items = "\n".join(
            f"- [ ] Says what a strong candidate says here ([[{link}]])" for link in links
        )
        steps = "".join(
            _STEP.format(title=each, items=items) + "\n" for each in STEP_TITLES.values()
        )
        return _CASE_STUDY.format(title=front, quoted=words, steps=steps)
    raise UsageError(f"There is no scaffold for a {kind.value}.")


def _markdown(plain: str) -> str:
    """Escape what Markdown would take for its own."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|$~{}" else c for c in plain)
