"""Reads single statements of a flowchart: a block, an arrow, the start of a lane, a grid row."""

import re
from typing import NamedTuple

from mlsd_graph.content.chartrecords import (
    ARROW_LABEL_CHARACTERS,
    KINDS,
    LABEL_CHARACTERS,
    LABEL_LINE,
    LABEL_LINES,
    LANE_TITLE_CHARACTERS,
    Arrow,
    Block,
    Lane,
    label_lines,
)

_ID = re.compile(r"[a-z][a-z0-9_]{0,15}")
_RESERVED = re.compile(r"c[0-9]+|end|graph|subgraph|style|class|default|click|flowchart|direction")
_NAME = re.compile(r"(?:[^\s\[\](){}<>|=~&%\"'.:;-]|-(?=\w)){1,200}")
_OPENINGS = ("([", "[[", "[(", "{{", "[", "{")
_CLOSING = dict(KINDS.values())
_KIND_OF = {opening: kind for kind, (opening, _) in reversed(KINDS.items())}
_LANE = re.compile(r"subgraph[ \t]+([^\s\[]{1,200})[ \t]*(?:\[(.*)\])?$")
_MARKUP = re.compile(
    r"[`*<>|#;\\\[\]{}]|&\w|\$|~~|__|(?<!\w)_[^_]+_(?!\w)|^(?:\d{1,9}[.)]|[-+])(?:\s|$)|://|:::"
)
_QUOTED_ONLY = re.compile(r"[()]|^/")
_ID_HINT = "Ids are lower-case letters, digits and `_`, at most 16, a letter first."
_ARROW_MARKS = (
    "--", "-.", "->", "==", "=>", "<-", "~~~", "&", "x--", "o--", "→", "⇒", "–>", "—>"
)  # fmt: skip
"""How an arrow of any kind begins, also of those that Mermaid does not know."""
_WRITTEN = re.compile(r"[^\s|\w]{1,8}")
_ARROWS = "Write `a --> b`, `a -->|label| b`, or `a -.->|label| b` for what is not waited for."
_BLOCK = "Write a block as `fs[(Feature store)]:::store`."


class Wrong(Exception):  # noqa: N818  a fault without its line, not an error of the program
    """What is wrong with one statement, and where in it."""

    def __init__(self, code: str, at: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.at, self.message, self.hint = code, at, message, hint


class Named(NamedTuple):
    """The id that a statement starts with, and the offset behind it and its blanks."""

    id: str
    end: int


def name(text: str) -> Named:
    """Read the id that a statement starts with."""
    found = _NAME.match(text)
    if found is None:
        hint = f"{_BLOCK} {_ARROWS}"
        raise Wrong("diagram-syntax", 0, "This is no statement of the subset.", hint)
    end = found.end()
    return Named(found[0], end + len(text[end:]) - len(text[end:].lstrip()))


def is_arrow(text: str, at: int) -> bool:
    """Tell whether an arrow of any kind goes on at the offset."""
    return text.startswith(_ARROW_MARKS, at)


def check_id(name: str, at: int) -> str:
    """Refuse an id that is not of the form, or a word of Mermaid's or of cards."""
    if not _ID.fullmatch(name):
        raise Wrong("diagram-id", at, f"“{name[:40]}” is no id.", _ID_HINT)
    if _RESERVED.fullmatch(name):
        hint = "Take another: Mermaid or the names of cards use this one."
        raise Wrong("diagram-id", at, f"“{name}” cannot be an id.", hint)
    return name


def read_block(text: str, start: Named, lane: str | None, line: int) -> Block:
    """Read `id` shape `:::kind`."""
    check_id(start.id, 0)
    rest = text[start.end :]
    opening = next((each for each in _OPENINGS if rest.startswith(each)), "")
    if not opening or rest.startswith(("[/", "[\\")):
        hint = f"{_BLOCK} The shapes are {_shapes()}."
        raise Wrong("diagram-shape", start.end, f"Block “{start.id}” has no known shape.", hint)
    body, mark, kind = rest.rpartition(":::")
    body = (body if mark else rest).rstrip()
    closing = _CLOSING[opening]
    if len(body) < len(opening + closing) or not body.endswith(closing):
        hint = f"Close `{opening}` with `{closing}`; nothing but `:::kind` follows. {_BLOCK}"
        raise Wrong("diagram-shape", start.end, "The shape is not closed.", hint)
    inner = body[len(opening) : -len(closing)]
    label = _label(inner, start.end + len(opening))
    _check_label(label, start.end + len(opening))
    kind = kind.strip() if mark else _KIND_OF[opening]
    _check_kind(kind, opening, start.end + len(body))
    return Block(start.id, label, kind, lane, line)


def _check_kind(kind: str, opening: str, at: int) -> None:
    if kind not in KINDS:
        hint = meant(kind, list(KINDS)) or f"The kinds are {', '.join(KINDS)}."
        raise Wrong("diagram-kind", at, f"“{kind[:40]}” is no kind of block.", hint)
    if KINDS[kind][0] != opening:
        right = "".join(KINDS[kind])
        fitting = [each for each, (first, _) in KINDS.items() if first == opening]
        hint = f"Write `{right}`, or a kind of this shape: {', '.join(fitting)}."
        raise Wrong("diagram-shape", at, f"A {kind} has another shape.", hint)


def _shapes() -> str:
    brackets = dict.fromkeys("".join(pair) for pair in KINDS.values())
    return ", ".join(f"`{pair}`" for pair in brackets)


def read_arrow(text: str, start: Named, line: int) -> Arrow:
    """Read `a -->|label| b` or `a -.-> b`; that both ends exist is not looked at here."""
    rest = text[start.end :]
    mark = next((each for each in ("-->", "-.->") if rest.startswith(each)), "")
    if not mark:
        written = _WRITTEN.match(rest)
        what = f"`{written[0]}`" if written else "This"
        raise Wrong("diagram-arrow", start.end, f"{what} is no arrow of the subset.", _ARROWS)
    after = rest[len(mark) :].lstrip()
    at = len(text) - len(after)
    label = ""
    if after.startswith("|"):
        label, closed, after = after[1:].partition("|")
        if not closed:
            raise Wrong("diagram-arrow", at, "The arrow's label is not closed.", _ARROWS)
        label = _label(label, at + 1)
        _check_text(label, ARROW_LABEL_CHARACTERS, "An arrow's label", at + 1)
        at = len(text) - len(after.lstrip())
    target = after.strip()
    found = _NAME.match(target)
    if found is None or found[0] != target:
        hint = f"One arrow a line, each block declared on a line of its own. {_ARROWS}"
        raise Wrong("diagram-arrow", at, "The arrow does not end at one id.", hint)
    return Arrow(start.id, target, label, mark == "-.->", line)


def read_lane(text: str, line: int) -> Lane:
    """Read `subgraph id["Title"]`."""
    found = _LANE.match(text)
    if found is None or found[2] is None:
        hint = 'Write `subgraph online["Online path"]`.'
        raise Wrong("diagram-lane", 0, "The lane has no id or no title.", hint)
    check_id(found[1], found.start(1))
    title = _label(found[2], found.start(2))
    _check_text(title, LANE_TITLE_CHARACTERS, "A lane's title", found.start(2))
    return Lane(found[1], title, line)


def read_row(text: str, at: int) -> list[tuple[str, int]]:
    """Read the cells from an offset of a `%% grid:` line on, each with its own offset.

    Whether their ids exist is not looked at here.
    """
    cells: list[tuple[str, int]] = []
    for cell in text[at:].split("|"):
        cells.append((cell.strip(), at + len(cell) - len(cell.lstrip())))
        at += len(cell) + 1
    return cells


def write_label(label: str) -> str:
    """Write a label, in quotes where Mermaid needs them."""
    return f'"{label}"' if _QUOTED_ONLY.search(label) else label


def meant(name: str, known: list[str]) -> str:
    """Propose what a mistyped name may have meant; empty without an idea."""
    from difflib import get_close_matches  # noqa: PLC0415  only for a mistyped name

    near = get_close_matches(name[:40], known, n=2, cutoff=0.6)
    return f"Did you mean {' or '.join(f'`{each}`' for each in near)}?" if near else ""


def _label(inner: str, at: int) -> str:
    """Take the quotes off a label, and refuse marks that need them."""
    text = inner.strip()
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    if quoted:
        text = text[1:-1].strip()
    # Quotes help with brackets alone: markup is refused by `_check_text`, in quotes or not.
    if ('"' in text or (not quoted and _QUOTED_ONLY.search(text))) and not _MARKUP.search(text):
        hint = 'Put the whole label in double quotes: `["text (marks)"]`; none inside.'
        raise Wrong("diagram-label", at, "The label holds brackets or quotes.", hint)
    for offset, character in enumerate(inner):
        if not character.isspace() and (not character.isprintable() or _is_odd(character)):
            hint = "Take it away: labels are of characters that are one column wide."
            message = f"The label holds {_named(character)}."
            raise Wrong("diagram-label", at + offset, message, hint)
    return " ".join(text.split())


def _check_label(label: str, at: int) -> None:
    _check_text(label, LABEL_CHARACTERS, "A label", at)
    lines = label_lines(label)
    if len(lines) > LABEL_LINES or any(len(line) > LABEL_LINE for line in lines):
        shown = " / ".join(lines)
        hint = f"It wraps to {LABEL_LINES} lines of {LABEL_LINE}, and not as {shown}: shorten it."
        raise Wrong("diagram-label", at, f"The label “{label}” does not fit its block.", hint)


def _check_text(text: str, most: int, what: str, at: int) -> None:
    if not text:
        raise Wrong("diagram-label", at, f"{what} is empty.", "Write it, or leave the marks away.")
    if len(text) > most:
        message = f"{what} has {len(text)} characters."
        raise Wrong("diagram-label", at, message, f"Shorten it to {most}.")
    if found := _MARKUP.search(text):
        hint = "Labels are plain text: no HTML, Markdown, links or entities."
        message = f"{what} holds “{found[0].strip()}”."
        raise Wrong("diagram-label", at, message, hint)


def _named(character: str) -> str:
    """Name a character that may not be seen: by its number, and by its name where it has one."""
    import unicodedata  # noqa: PLC0415  rare

    name = unicodedata.name(character, "")
    shown = f"“{character}”, " if character.isprintable() else ""
    joins = unicodedata.combining(character) or unicodedata.category(character)[0] == "M"
    number = f"U+{ord(character):04X}"
    return f"{'' if joins else shown}{number}{f' ({name.lower()})' if name else ''}"


def _is_odd(character: str) -> bool:
    """Tell whether a character is wide, joins another or is for private use."""
    if character.isascii():
        return False
    import unicodedata  # noqa: PLC0415  rare

    return (
        unicodedata.east_asian_width(character) in "WF"
        or unicodedata.category(character)[0] in "MC"
    )
