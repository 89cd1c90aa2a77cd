"""Splits a file at its front matter and reads it: strings and lists of strings, nothing else.

Nearly every file's front matter is plain `key: words` and `key: [words, words]`, which one regex
reads as YAML would. Anything else goes to PyYAML's event parser, which neither expands aliases
nor builds objects: what is not a mapping of strings and lists of strings is refused there.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mlsd_graph.clean import UNSAFE, clean_line
from mlsd_graph.content import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.events import Event

Value = str | list[str]

# Plain scalars whose meaning needs no YAML: no indicator at the start, none of these inside, no
# blank at the end. Stricter than YAML, so that what matches means the same there.
_LINE = re.compile(
    r"^([a-z][a-z_-]{0,30}): (?:([A-Za-z0-9][^:#\"'\[\]{}&*!|>%@`\n\t\\]{0,2000})"
    r"|\[([A-Za-z0-9][^:#\"'\[\]{}&*!|>%@`\n\t\\]{0,4000})\])$",
    re.MULTILINE,
)
_ITEM = re.compile(r"[A-Za-z0-9][^,]{0,300}(?<! )|[A-Za-z0-9]")
_REMARK = re.compile(r"[ \t]{1,200}#")
_LINE_START = 2
"""Line of the file on which the front matter's first key stands."""


class FrontMatterError(Exception):
    """The front matter cannot be read; `line` counts from the start of the file."""

    def __init__(self, code: str, message: str, line: int, column: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint
        """What to write; empty where only the form can be named."""


@dataclass(slots=True)
class FrontMatter:
    """The keys of one file's front matter."""

    values: dict[str, Value] = field(default_factory=dict[str, Value])
    lines: dict[str, int] = field(default_factory=dict[str, int])
    """The line of the file on which each key stands."""
    unsafe: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    """Line and character of each control that an escape such as `"\\e"` stood for."""
    cut: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """Line and column of each ` #` that ends a value without quotes."""


def split(text: str) -> tuple[str, int]:
    """Return the front matter's text and the offset at which the body starts.

    Raises:
        FrontMatterError: The file does not start with `---`, or a second `---` is missing.
    """
    if not text.startswith("---\n"):
        raise FrontMatterError(
            "front-matter-missing", "The file does not start with front matter (`---`).", 1
        )
    end = text.find("\n---\n", 3)
    if end < 0:
        if text.endswith("\n---"):
            return text[4:-3], len(text)
        raise FrontMatterError("front-matter-open", "The front matter is not closed by `---`.", 1)
    return text[4 : end + 1], end + 5


def quick(front: str) -> dict[str, Value] | None:
    """Read front matter of the plain form; None where it takes more than that."""
    found = _LINE.findall(front)
    if len(found) != front.count("\n"):
        return None
    values: dict[str, Value] = {}
    for key, words, listed in found:
        if key in values or words[-1:] == " ":
            return None
        values[key] = words or listed.split(", ")
        # A list, not a generator: half the time, once for every file.
        if listed and not all([_ITEM.fullmatch(item) for item in values[key]]):  # noqa: C419
            return None
    return values


def read(front: str) -> FrontMatter:
    """Read front matter of any form.

    Raises:
        FrontMatterError: It is not YAML, or not strings and lists of strings.
    """
    if len(front.encode()) > limits.FRONT_MATTER_BYTES:
        raise FrontMatterError("front-matter-too-large", "The front matter is too large.", 1)
    found = FrontMatter()
    lines = front.split("\n")
    events = _events(front)
    for event in events:
        if _kind(event) == "mapping start":
            _mapping(events, found, lines)
        elif _kind(event) not in {"stream start", "document start", "document end", "stream end"}:
            raise _error("front-matter-form", "The front matter is not `key: value` lines.", event)
    return found


def _mapping(events: "Iterator[Event]", found: FrontMatter, lines: list[str]) -> None:
    for event in events:
        if _kind(event) == "mapping end":
            return
        if _kind(event) != "scalar":
            raise _error("front-matter-form", "A key must be a plain word.", event)
        key = clean_line(_text(event))
        if key in found.values:
            raise _error("duplicate-key", f"`{key}` stands twice in the front matter.", event)
        found.lines[key] = _mark(event)[0] + _LINE_START
        found.values[key] = _value(_noting(events, found, lines), key)


def _value(events: "Iterator[Event]", key: str) -> Value:
    event = next(events)
    if _kind(event) == "scalar":
        return clean_line(_text(event))
    if _kind(event) != "sequence start":
        message = f"`{key}` must be text or a list; text that begins with `{{` stands in quotes."
        raise _error("front-matter-form", message, event)
    items: list[str] = []
    for event in events:
        if _kind(event) == "sequence end":
            break
        if _kind(event) != "scalar":
            message = f"`{key}` must hold texts; text that begins with `[` stands in quotes."
            raise _error("front-matter-form", message, event)
        items.append(clean_line(_text(event)))
    return items


def _noting(events: "Iterator[Event]", found: FrontMatter, lines: list[str]) -> "Iterator[Event]":
    """Pass events on; note controls in their texts, harmless in the file, and texts cut short."""
    for event in events:
        if _kind(event) == "scalar" and not getattr(event, "style", None):
            line, column = _mark(event, at_end=True)
            if rest := _REMARK.match(lines[line] if line < len(lines) else "", column):
                found.cut.append((line + _LINE_START, rest.end()))
        odd = UNSAFE.search(_text(event))
        if odd is not None:
            found.unsafe.append((_mark(event)[0] + _LINE_START, odd[0]))
        yield event


def _events(front: str) -> "Iterator[Event]":
    """Yield YAML events; aliases, depth and number are refused before anything is built."""
    import yaml  # noqa: PLC0415  16 ms that a warm start does not pay
    from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent  # noqa: PLC0415

    depth = 0
    try:
        for number, event in enumerate(yaml.parse(front, Loader=_loader())):
            if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
                raise _alias(event, front)
            if isinstance(event, CollectionStartEvent):
                depth += 1
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
            if depth > limits.YAML_DEPTH or number > limits.YAML_EVENTS:
                raise _error("yaml-too-large", "The front matter is nested or long.", event)
            yield event
    except yaml.YAMLError as error:
        from mlsd_graph.content.yamlslips import slip  # noqa: PLC0415  rare

        opened = "quoted scalar" in str(getattr(error, "context", ""))
        mark = getattr(error, "context_mark" if opened else "problem_mark", None)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problem = clean_line(str(getattr(error, "problem", "") or "cannot be read"))
        said = slip(problem, (*front.split("\n"), "")[line], column)
        raise FrontMatterError(
            "yaml", said.message, line + _LINE_START, column + 1, said.hint
        ) from error


def _loader() -> type:
    """The C loader where PyYAML has it, which is eight times faster."""
    import yaml  # noqa: PLC0415  see above

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _kind(event: "Event") -> str:
    return _KINDS.get(type(event).__name__, "other")


_KINDS = {
    "StreamStartEvent": "stream start",
    "StreamEndEvent": "stream end",
    "DocumentStartEvent": "document start",
    "DocumentEndEvent": "document end",
    "MappingStartEvent": "mapping start",
    "MappingEndEvent": "mapping end",
    "SequenceStartEvent": "sequence start",
    "SequenceEndEvent": "sequence end",
    "ScalarEvent": "scalar",
}


def _text(event: "Event") -> str:
    return str(getattr(event, "value", ""))


def _error(code: str, message: str, event: "Event") -> FrontMatterError:
    line, column = _mark(event)
    return FrontMatterError(code, message, line + _LINE_START, column + 1)


def _alias(event: "Event", front: str) -> FrontMatterError:
    from mlsd_graph.content.yamlslips import in_quotes  # noqa: PLC0415  rare

    line, column = _mark(event)
    hint = in_quotes(front.split("\n")[line])
    message = "A value that begins with `&` or `*` is an anchor or alias: not allowed."
    return FrontMatterError("yaml-alias", message, line + _LINE_START, column + 1, hint)


def _mark(event: "Event", *, at_end: bool = False) -> tuple[int, int]:
    mark = event.end_mark if at_end else event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)
