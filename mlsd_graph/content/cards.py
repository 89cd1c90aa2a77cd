"""Reads one card: heading, question and answer, or cloze text. This is the definition of the form.

`quick` reads the plain forms faster and leaves everything else to `read_card`.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from mlsd_graph.content.answers import Form, form
from mlsd_graph.content.fences import (
    UNSPACED,
    Lines,
    headings,
    split_lines,
    underlined,
    unspaced,
)
from mlsd_graph.content.markup import Protected, Segment, SegmentKind, segments
from mlsd_graph.content.records import CardKind
from mlsd_graph.content.report import Report
from mlsd_graph.content.slugs import Attributes, attributes, slug, split_heading

_MARK = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){0,8}(?:\[[ xX]\][ \t]+)?[*_]{0,3}[QA][*_]{0,3}:"
    r"|[qa]:"
)
_OWN_LINE = "Start `Q:` and `A:` at the beginning of a line, each as a paragraph of its own."


class Draft(NamedTuple):
    """One card as written, before it has a uid."""

    line: int
    """Of its heading, from 1."""
    name: str
    key: str
    """Its own key, or `other-id/key`."""
    attributes: Attributes
    question: str
    """For a cloze: the whole text."""
    answer: str
    form: Form
    clozes: tuple[int, ...] = ()


class _Marks(NamedTuple):
    question: int
    answer: int


def read_card(heading: str, body: str, line: int, report: Report) -> Draft | None:
    """Read the card under a heading that stands on `line`; None where it has a format error.

    `body` starts with the newline that ends the heading's line.
    """
    before = len(report.findings)
    name, inside = split_heading(heading)
    given, wrong = attributes(inside)
    for word in wrong:
        hint = "Known are {#key}, {.basic}, {vs=id} and {within=1.2x}."
        report.error("card-attribute", line, f"`{word}` is no attribute of a card.", hint)
    key = given.key or slug(name)
    if not key:
        hint = "Add a key of letters and digits, such as {#first-check}."
        report.error("card-key-empty", line, f"The heading “{name}” gives no key.", hint)
    lines = split_lines(body)
    _refuse_headings(lines, line, report)
    marks = _marks(lines, line, report)
    if len(report.findings) > before:
        return None
    if marks is None:
        return _cloze(Draft(line, name, key, given, body.strip(), "", _CLOZE), report)
    return _asked(Draft(line, name, key, given, "", "", _BASIC), lines, marks, report)


def _refuse_headings(lines: Lines, line: int, report: Report) -> None:
    for found in headings(lines):
        number = line + found.at
        hint = "Make it bold text, or move it out of the card."
        if found.level == 3:  # noqa: PLR2004  the level of a card's heading
            hint = "Start the heading of a card at the beginning of the line."
        report.error("card-heading", number, "A heading stands inside a card.", hint)
    for index in underlined(lines, 1):
        hint = "Leave a blank line above, or use bold text."
        report.error("card-underline", line + index, "The line above becomes a heading.", hint)
    if lines.unclosed >= 0:
        number = line + lines.unclosed
        report.error("fence-open", number, "The fence is never closed.", "Close it with ```.")


def _refuse_unspaced(lines: Lines, line: int, report: Report) -> bool:
    """Name the heading of another card that its missing blank makes text of this one."""
    shown = [index for index, text in enumerate(lines.lines) if text.strip()]
    found = False
    for index, following in pairwise(shown):
        slip = UNSPACED.match(lines.lines[index])
        if slip and lines.lines[following].startswith("Q:") and not lines.fenced[index]:
            found = True
            report.error("heading-unspaced", line + index, *unspaced(slip))
    return found


def _marks(lines: Lines, line: int, report: Report) -> _Marks | None:
    """Find the lines of `Q:` and `A:`; None without either of them or with an error."""
    if _refuse_unspaced(lines, line, report):
        return None
    found: list[tuple[int, str]] = []
    unread = False
    for index, text in enumerate(lines.lines):
        if lines.fenced[index] or not _MARK.match(text):
            continue
        before = lines.lines[index - 1] if index else ""
        if not text.startswith(("Q:", "A:")):
            unread = True
            report.error(
                "card-mark", line + index, "`Q:` or `A:` is not written plainly.", _OWN_LINE
            )
        elif before.strip():
            unread = True
            hint = f"Put a blank line before `{text[:2]}`."
            report.error("card-mark", line + index, f"`{text[:2]}` starts no paragraph.", hint)
        else:
            found.append((index, text[0]))
    letters = "".join(letter for _, letter in found)
    if not letters or (unread and letters != "QA"):
        return None
    if letters == "QA":
        return _Marks(found[0][0], found[1][0])
    if letters == "Q":
        report.error("card-no-answer", line, "The card has a question and no answer.", _ANSWER)
    elif letters.startswith("A"):
        report.error("card-no-question", line, "The answer has no question.", "Add `Q:` before it.")
    else:
        extra = line + found[2 if letters.startswith("QA") else 1][0]
        hint = "One card has one `Q:` and one `A:`; give the rest a heading of its own."
        report.error("card-mark", extra, "The card asks or answers twice.", hint)
    return None


_ANSWER = "Add a paragraph that starts with `A:`, after a blank line."


def _asked(draft: Draft, lines: Lines, marks: _Marks, report: Report) -> Draft | None:
    """Fill in question, answer and kind."""
    line, text = draft.line, lines.lines
    question = "\n".join(text[marks.question : marks.answer])[2:].strip()
    first = text[marks.answer][2:].strip()
    answer = "\n".join([first, *text[marks.answer + 1 :]]).strip("\n").rstrip()
    if any(part.strip() for part in text[1 : marks.question]):
        hint = "Move it into the question."
        report.error("card-text-before", line + 1, "Text stands before `Q:`.", hint)
    elif not question:
        report.error("card-no-question", line, "The question is empty.", "Write it after `Q:`.")
    elif not answer.strip():
        report.error("card-no-answer", line, "The answer is empty.", "Write it after `A:`.")
    elif "{{c" in question + answer and _has_cloze(question + "\n\n" + answer):
        hint = "A cloze card has no `Q:`; take the marks or the question away."
        report.error("cloze-with-question", line, "A cloze stands in a card with `Q:`.", hint)
    else:
        at = line + marks.answer + (not first)
        return _formed(draft._replace(question=question, answer=answer), first, at, report)
    return None


_BASIC = Form(CardKind.BASIC)
_CLOZE = Form(CardKind.CLOZE)


def _formed(draft: Draft, first: str, at: int, report: Report) -> Draft | None:
    """Give the card its kind; `first` is what follows `A:` on the same line, `at` where it is."""
    if draft.attributes.kind is not None:
        found = _BASIC
    else:
        found = form(draft.answer, listed=not first, within=draft.attributes.within)
    if found.problem:
        report.error(found.code, at, found.problem, found.hint)
        return None
    if draft.attributes.within and found.kind is not CardKind.ESTIMATE:
        hint = "Take {within=…} away, or write the answer as number, unit and `= …`."
        report.error("card-attribute", draft.line, "Only an estimate has `within`.", hint)
        return None
    return draft._replace(form=found)


def _cloze(draft: Draft, report: Report) -> Draft | None:
    """Fill in the numbers of a cloze text."""
    line, text, given = draft.line, draft.question, draft.attributes
    if "{{c" not in text:
        hint = "Write `Q:` and `A:`, or hide words with {{c1::words}}."
        report.error("card-no-question", line, "The card has no question.", hint)
        return None
    if given.kind or given.within:
        message = "A cloze takes neither {.basic} nor {within=…}."
        report.error("card-attribute", line, message, "Take it away.")
        return None
    protected = segments(text)
    numbers = {s.number for s in protected.segments if s.kind is SegmentKind.CLOZE}
    in_code = any("{{c" in s.text for s in protected.segments if s.kind is SegmentKind.CODE)
    if in_code or _fenced_cloze(text):
        hint = "Hide words of the sentence around it."
        report.error("cloze-in-code", line, "A cloze stands in code.", hint)
    elif not numbers or "{{c" in _rest(protected.text) or _ends_early(protected):
        hint = "Write {{c1::text::hint}}; inside, no `::`, no `}}` (write `} }`), no other cloze."
        report.error("cloze-broken", line, "A cloze cannot be read.", hint)
    elif 0 in numbers or len(numbers) > MOST_CLOZES:
        message = f"Clozes are numbered from c1, at most {MOST_CLOZES} on a card."
        report.error("cloze-number", line, message, "Number them c1, c2, …")
    else:
        return draft._replace(clozes=tuple(sorted(numbers)))
    return None


MOST_CLOZES = 20


def _ends_early(protected: Protected) -> bool:
    """Tell whether braces follow a cloze, which then ended at the first `}}` of its own text."""
    before: str | Segment = ""
    for piece in protected.pieces(protected.text):
        if isinstance(piece, str):
            cloze = isinstance(before, Segment) and before.kind is SegmentKind.CLOZE
            if "}}" in _rest(piece) or (cloze and piece.startswith("}")):
                return True
        before = piece
    return False


def _has_cloze(text: str) -> bool:
    found = segments(text)
    return "{{c" in _rest(found.text) or any(s.kind is SegmentKind.CLOZE for s in found.segments)


def _rest(protected: str) -> str:
    """What is left outside fences."""
    lines = split_lines(protected)
    return "\n".join(t for t, fenced in zip(lines.lines, lines.fenced, strict=True) if not fenced)


def _fenced_cloze(text: str) -> bool:
    lines = split_lines(text)
    return any(f and "{{c" in t for t, f in zip(lines.lines, lines.fenced, strict=True))
