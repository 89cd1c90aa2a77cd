"""Text as Markdown that means nothing but itself."""

import re

from mlsd_graph.clean import clean
from mlsd_graph.mathtext import check

_MARKS = re.compile(r"([\\`*_\[\]<>#|$~])")
_OPENERS = re.compile(r"^(\s*)([-=]{1,200}|\+|[0-9]{1,9}[.)]|[A-Z]:)(?=\s|$)")
_BRACES = re.compile(r"\{\{|\}\}")
_LONGEST_RUN = 3_500
"""Characters: the parser takes 4 kB in one run of text."""


def plain(text: str) -> str:
    """Escape what Markdown, or our cards, would take for their own."""
    escaped = _MARKS.sub(r"\\\1", clean(text))
    return _BRACES.sub(lambda found: " ".join(found[0]), escaped)


def paragraph(text: str) -> str:
    """Keep the first characters of a paragraph from opening a list, or a question, or a rule."""
    return _OPENERS.sub(_escaped_opener, text)


def _escaped_opener(found: re.Match[str]) -> str:
    space, opener = found[1], found[2]
    return f"{space}{opener[:-1]}\\{opener[-1]}"


def code(text: str) -> str:
    """Write a code span on one line."""
    text = re.sub(r"\s+", " ", clean(text)).strip()
    return f"`{text}`" if "`" not in text else plain(text)


def indent(row: str) -> str:
    """Write how far a line of code is indented, in blanks that Markdown leaves alone."""
    return "\u00a0" * (len(row) - len(row.lstrip()))


def fenced(text: str) -> str:
    """Write a block of code."""
    text = clean(text).strip("\n").replace("```", "` ` `")
    return f"```\n{text}\n```"


def formula(tex: str, *, display: bool) -> str:
    """Write a formula; one that we could not draw stays as code."""
    tex = re.sub(r"\s+", " ", clean(tex)).strip()
    if not tex:
        return ""
    if "$" in tex or "`" in tex or check(tex) is not None:
        return code(tex)
    return f"\n\ue002{tex}\n" if display else f"${tex}$"


def blocks(text: str) -> str:
    """Finish blocks: set displayed formulas in fences, and part what is too long for one run."""
    done: list[str] = []
    for block in text.split("\n\n"):
        if block.startswith("\ue002"):
            done.append(f"```math\n{block[1:]}\n```")
        elif block.startswith("```") or re.match(r" *(-|[0-9]+\.) ", block):
            done.append(block)
        else:
            done.extend(parted_run(block))
    return "\n\n".join(done)


def parted_run(block: str, most: int = _LONGEST_RUN) -> list[str]:
    """Part a paragraph between words; each part begins a paragraph."""
    parts: list[str] = []
    while len(block) > most:
        cut = block.rfind(" ", 0, most)
        cut = cut if cut > 0 else most
        parts.append(block[:cut])
        block = paragraph(block[cut:].lstrip())
    return [*parts, block]
