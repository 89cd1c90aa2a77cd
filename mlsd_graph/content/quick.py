"""The quick way from text to row, for pages in plain form: nearly all of them.

Text is searched by `str.find` and `split`, which cost a tenth of a regex over every character. As
soon as something is not plain, a card or the whole page goes to `pages`, which defines the form;
a property test holds the two to the same rows.
"""

import re

from mlsd_graph.content import rows
from mlsd_graph.content.answers import form
from mlsd_graph.content.cards import Draft, read_card
from mlsd_graph.content.fences import split_lines
from mlsd_graph.content.frontmatter import quick
from mlsd_graph.content.quicklinks import Mentions, section_facts
from mlsd_graph.content.records import CardKind, PageKind
from mlsd_graph.content.report import Report
from mlsd_graph.content.rows import Facts, Place
from mlsd_graph.content.schema import problems
from mlsd_graph.content.size import plainly_small
from mlsd_graph.content.slugs import ID, LONGEST, PLAIN, attributes, slug, split_heading

_CARDS = "\n## Cards\n"
# Lines that end like this may be an underline or a hard break; these starts are odd headings.
_ODD = ("\t", " \n", "-\n", "=\n", "~~~", "\n #", "\n  #", "\n   #", "\\[", "\\`", "\\$")
_ODD_MARKS = ("A*", "Q*", "A_", "Q_", "> Q", "> A")
_ASKED = re.compile(
    r"\n?Q: ([^\n]+)\n\nA:"
    r"(?: ([^\n]+)\n*|\n((?:\d{1,3}\. [^\s][^\n]*\n)+)\n*|\n((?:- \[ \] [^\s][^\n]*\n)+)\n*)\Z"
)
_CLOZE = re.compile(r"\{\{c([1-9]\d?)::(?:[^{}:\n]|:(?!:))+(?:::(?:[^{}:\n]|:(?!:))*)?\}\}")
_BASIC, _ORDERED, _EXPLAIN, _CLOZED = (
    rows.CODE_OF[kind]
    for kind in (CardKind.BASIC, CardKind.ORDERED, CardKind.EXPLAIN, CardKind.CLOZE)
)


def quick_row(text: str, place: Place) -> bytes | None:
    """Make the row of a page of plain form without an error; None for any other."""
    if place.kind is PageKind.CASE_STUDY or not text.startswith("---\n") or text[-1] != "\n":
        return None
    end = text.find("\n---\n", 3)
    values = quick(text[4 : end + 1]) if end > 0 else None
    if values is None or problems(values, place.kind) or not ID.fullmatch(place.id):
        return None
    body = text[end + 4 :]
    if not plainly_small(text):
        return None
    for odd in _ODD:
        if odd in body:
            return None
    line = text.count("\n", 0, end) + 2
    at = body.find(_CARDS)
    prose, part = (body, "") if at < 0 else (body[: at + 1], body[at + len(_CARDS) - 1 :])
    found = Mentions()
    if not section_facts(prose, line, place.kind is PageKind.CONCEPT, found):
        return None
    cards: list[str] = []
    if part and not _cards(part, line + prose.count("\n"), place.path, cards, found):
        return None
    return rows.encode(Facts(values, found.flat, cards))


def _cards(part: str, line: int, path: str, cards: list[str], found: Mentions) -> bool:
    """Add the facts of all cards; `line` is that of `## Cards`, whose newline starts the part."""
    chunks = part.split("\n### ")
    if part.count("\n#") != len(chunks) - 1 or not (chunks[0].isspace() or not chunks[0]):
        return False
    for odd in _ODD_MARKS:
        if odd in part:
            return False
    linked = "[[" in part
    taken: set[str] = set()
    line += chunks[0].count("\n") + 1
    for chunk in chunks[1:]:
        heading, _, rest = chunk.partition("\n")
        facts = _card(heading, rest, line, path)
        if facts is None:
            return False
        identity = f"vs={facts[5]}" if facts[5] else facts[0]
        if identity in taken:
            return False
        taken.add(identity)
        cards += facts
        if linked and "[[" in chunk and not found.slowly(f"### {chunk}", line):
            return False
        line += chunk.count("\n") + 1
    return True


_CardFacts = tuple[str, str, str, str, str, str]


def _card(heading: str, rest: str, line: int, path: str) -> _CardFacts | None:
    """The facts of one card; None where it has an error or cannot be told from other headings."""
    if not heading or heading[-1] == "#" or heading[0] == " ":
        return None
    name, given = heading, PLAIN
    if heading[-1] == "}":
        name, inside = split_heading(heading)
        given, wrong = attributes(inside)
        if wrong:
            return None
    asked = _ASKED.match(rest)
    if asked is None:
        code, clozes = (_CLOZED, _numbers(rest)) if given.kind is None else ("", "")
        plain = bool(clozes) and not given.within
    else:
        answer, clozes = asked[2], ""
        plain = rest.count("Q:") + rest.count("A:") == 2 and not ("{{c" in rest or "```" in rest)  # noqa: PLR2004  one each
        plain = plain and not asked[1].isspace()
        if answer is None or given.kind is not None or "`" not in answer:
            code = _BASIC if answer or given.kind else _ORDERED if asked[3] else _EXPLAIN
            plain = plain and not given.within and not (answer and answer.isspace())
        else:
            read = form(answer.strip(), listed=False, within=given.within)
            code = rows.CODE_OF[read.kind]
            plain = plain and not read.problem
            plain = plain and (not given.within or read.kind is CardKind.ESTIMATE)
    if not plain:
        return _slow(heading, rest, line, path)
    key = given.key or _key(name)
    return (key, code, str(line), name, clozes, given.versus) if key else None


def _numbers(rest: str) -> str:
    """The numbers of a one-line cloze without code, formulas or links; empty for any other."""
    text = rest.strip("\n")
    clozes = _CLOZE.findall(text)
    if (
        not clozes
        or len(clozes) != text.count("{{")
        or len(clozes) != text.count("}}")
        or "}}}" in text
        or any(odd in text for odd in ("\n", "`", "$", "[[", "\\", "Q:", "A:", "~"))
        or text[:2] in {"q:", "a:"}
    ):
        return ""
    return ",".join(map(str, sorted(set(map(int, clozes))))) if len(set(clozes)) <= 20 else ""  # noqa: PLR2004  as in `cards`


def _slow(heading: str, rest: str, line: int, path: str) -> _CardFacts | None:
    """Read one card the defining way; None where it has an error or an open fence."""
    if ("```" in rest) and split_lines(f"\n{rest}").unclosed >= 0:
        return None
    report = Report(path)
    draft: Draft | None = read_card(heading, f"\n{rest}", line, report)
    if draft is None or report.findings:
        return None
    return (
        draft.key,
        rows.CODE_OF[draft.form.kind],
        str(line),
        draft.name,
        ",".join(map(str, draft.clozes)),
        draft.attributes.versus,
    )


def _key(name: str) -> str:
    """The same as `slug`, sooner where the name is plain words."""
    if len(name) <= LONGEST and name.isascii() and name.replace(" ", "").isalnum():
        return "-".join(name.lower().split())
    return slug(name)
