"""Cards one by one: those of plain form quickly, the others the defining way."""

import re

from mlsd_graph.content.answers import form
from mlsd_graph.content.cards import MOST_CLOZES, read_card
from mlsd_graph.content.fences import split_lines
from mlsd_graph.content.quicklinks import Mentions
from mlsd_graph.content.records import CardKind
from mlsd_graph.content.report import Report
from mlsd_graph.content.rows import CODE_OF
from mlsd_graph.content.slugs import PLAIN, Attributes, attributes, slug, split_heading

_ODD_MARKS = ("A*", "Q*", "A_", "Q_", "> Q", "> A")
_ASKED = re.compile(
    r"\n?Q: ([^\n]++)\n\nA:"
    r"(?: ([^\n]++)\n*|\n((?:\d{1,3}\. \S[^\n]*+\n)++)\n*|\n((?:- \[ \] \S[^\n]*+\n)++)\n*)\Z"
)
_NESTED = re.compile(r"(?:\d{1,3}\.|- \[ \]) (?:[-*+>]|\d{1,9}[.)]) ")
_CLOZE = re.compile(r"\{\{c([1-9]\d?)::(?:[^{}:\n]++|:(?!:))++(?:::(?:[^{}:\n]++|:(?!:))*+)?\}\}")
_NOT_IN_CLOZE = ("\n", "`", "$", "[[", "\\", "Q:", "A:", "~", "}}}")

Facts = tuple[str, str, str, str, str, str]


def add_cards(chunks: list[str], line: int, path: str, found: Mentions) -> list[str] | None:
    """The facts of all cards, and the links in them; None where the whole page must be read.

    A chunk is what stands between one `### ` and the next; `line` is that of the first.
    """
    cards: list[str] = []
    taken: set[str] = set()
    for chunk in chunks:
        heading, _, rest = chunk.partition("\n")
        facts = _card(heading, rest, line, path)
        if facts is None:
            return None
        identity = f"vs={facts[5]}" if facts[5] else facts[0]
        if identity in taken or ("[[" in chunk and not found.slowly(f"### {chunk}", line)):
            return None
        taken.add(identity)
        cards += facts
        line += chunk.count("\n") + 1
    return cards


def _card(heading: str, rest: str, line: int, path: str) -> Facts | None:
    """The facts of one card; None where it has an error or cannot be told from the next."""
    if not heading or heading[-1] in "# " or heading[0] == " ":
        return None
    name, given = heading, PLAIN
    if heading[-1] == "}":
        name, inside = split_heading(heading)
        given, wrong = attributes(inside)
        if wrong:
            return None
    key = given.key or slug(name)
    kind, clozes = _plain_form(rest, given)
    if not key or kind is None:
        return _slowly(heading, rest, line, path)
    return (key, CODE_OF[kind], str(line), name, clozes, given.versus)


def _plain_form(rest: str, given: Attributes) -> tuple[CardKind | None, str]:
    """Kind and cloze numbers of a card of plain form; no kind for any other."""
    asked = _ASKED.match(rest)
    if asked is None:
        clozes = "" if given.kind or given.within else _numbers(rest)
        return (CardKind.CLOZE, clozes) if clozes else (None, "")
    question, answer, ordered, _ = asked.groups()
    if (
        rest.count("Q:") + rest.count("A:") != 2  # noqa: PLR2004  one each
        or "{{c" in rest
        or "```" in rest
        or any(odd in rest for odd in _ODD_MARKS)
        or question.isspace()
        or (_NESTED.search(rest) if answer is None else answer.isspace())
    ):
        return None, ""
    if given.kind is not None:
        kind = CardKind.BASIC
    elif answer is None:
        kind = CardKind.ORDERED if ordered else CardKind.EXPLAIN
    else:
        read = form(answer.strip(), listed=False, within=given.within)
        if read.problem:
            return None, ""
        kind = read.kind
    return (None if given.within and kind is not CardKind.ESTIMATE else kind), ""


def _numbers(rest: str) -> str:
    """The numbers of a one-line cloze without code, formulas or links; empty for any other."""
    text = rest.strip("\n")
    clozes = _CLOZE.findall(text)
    numbers = sorted(set(map(int, clozes)))
    plain = (
        len(clozes) == text.count("{{") == text.count("}}")
        and len(numbers) <= MOST_CLOZES
        and not any(odd in text for odd in _NOT_IN_CLOZE)
        and not any(odd in text for odd in _ODD_MARKS)
        and text[:2] not in {"q:", "a:"}
    )
    return ",".join(map(str, numbers)) if plain else ""


def _slowly(heading: str, rest: str, line: int, path: str) -> Facts | None:
    """Read one card the defining way; None where it has an error or an open fence."""
    if ("```" in rest or "~~~" in rest) and split_lines(f"\n{rest}").unclosed >= 0:
        return None
    report = Report(path)
    draft = read_card(heading, f"\n{rest}", line, report)
    if draft is None or report.findings:
        return None
    kind, clozes = CODE_OF[draft.form.kind], ",".join(map(str, draft.clozes))
    return (draft.key, kind, str(line), draft.name, clozes, draft.attributes.versus)
