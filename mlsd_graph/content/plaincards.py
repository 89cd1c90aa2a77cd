"""All cards of a page in one regex, where every one of them is of the commonest forms.

The match keeps what tells one card from another; keys, kinds and lines are worked out only when
the page's head is made. Whatever does not match is left to `quick` and `cards`.
"""

import re
from itertools import chain

from mlsd_graph.content.answers import ESTIMATE, plainly_comes_out
from mlsd_graph.content.slugs import LONGEST, slug

# Quantifiers are possessive: nothing is tried twice, so a page costs time linear in its length.
_TEXT = r"[^\n]*+"
_ITEM_TEXT = r"[^\n{]*+(?:\{(?!\{)[^\n{]*+)*+"
_ITEM = rf"(?![\[>*+_\-`~#]|\d{{1,9}}[.)]|[QAqa][*_]{{0,3}}:)\S{_ITEM_TEXT}\n"
_INNER = r"(?:[^{}:\n`$\[\\]++|:(?!:))"
_CLOZE = rf"\{{\{{c[1-9]::{_INNER}++(?:::{_INNER}*+)?\}}\}}"
_WORDS = r"[^\n{}`$\[\\~]"
_SPAN = r"`[^=`\s][^`\n]{0,198}+`"
_UNGROUPED = re.sub(r"(?<!\\)\((?!\?)", "(?:", ESTIMATE)
_CARD = re.compile(
    r"### ([A-Za-z0-9][^\n{#]*+)\n(\n?)"
    r"(?:Q: \S" + _TEXT + r"\n\nA:(?:"
    r" (`)" + _SPAN[1:] + r"(?:[ ]?,?[ ]*+" + _SPAN + r"){0,30}+\.?\n"
    r"| (?=[^\s`])(" + _UNGROUPED + r")" + _TEXT + r"\n"
    r"| (?=\S)[^\n`]*+(?:" + _SPAN + r"[^\n`]*+)*+\n"
    r"|\n((?:\d{1,3}[.)] " + _ITEM + r")++|(?:- \[ \] " + _ITEM + r")++))"
    r"|((?![>*+_\-~#|=]|[qaQA][*_]{0,3}:|\d{1,9}[.)])"
    r"(?:" + _WORDS + r"*+" + _CLOZE + r"){1,20}+" + _WORDS + r"*+\n))"
    r"(\n*)(?=### |\Z)"
)
_NUMBER = re.compile(r"\{\{c([1-9])::")
_GROUPS = 7
_ESTIMATED = 3
_NEWLINE = "\x1d"


def plain_cards(part: str, braces: int, separator: str) -> tuple[str, int]:
    """Match all cards of a section; join what was kept of them, and say how many they are.

    `braces` is the number of `{` on the page. Nothing is kept where a heading stands twice, a cloze
    stands in a question or an answer, or the arithmetic of an estimate does not come out. That the
    section holds nothing but these cards, and no link, is for the caller to prove.
    """
    found = _CARD.findall(part)
    number = len(found)
    if "`=" in part:
        if not all(plainly_comes_out(card[_ESTIMATED]) for card in found if card[_ESTIMATED]):
            return "", 0
        found = [
            (*card[:_ESTIMATED], "`=", *card[_ESTIMATED + 1 :]) if card[_ESTIMATED] else card
            for card in found
        ]
    kept = separator.join(chain.from_iterable(found))
    # Of what holds braces only clozes are kept: a difference means braces elsewhere.
    if (kept.count("{") != braces and part.count("{{") != kept.count("{{")) or len(
        {card[0] for card in found}
    ) != number:
        return "", 0
    return kept.replace("\n", _NEWLINE), number


def facts(joined: str, line: int, separator: str) -> list[str]:
    """Work out six facts for each card, as in `rows.Facts`; `line` is that of the first heading.

    Of cards with the same key the first one counts.
    """
    flat = iter(joined.split(separator))
    cards: list[str] = []
    taken: set[str] = set()
    for name, blank, typed, estimate, listed, cloze, after in zip(*[flat] * _GROUPS, strict=True):
        key = _key(name)
        code, numbers, length = "b", "", 4
        if cloze:
            code, length = "c", 2
            numbers = ",".join(sorted(set(_NUMBER.findall(cloze))))
        elif listed:
            code = "x" if listed[0] == "-" else "o"
            length += listed.count(_NEWLINE)
        elif typed or estimate:
            code = "t" if typed else "e"
        if key not in taken:
            taken.add(key)
            cards += (key, code, str(line), name.rstrip(), numbers, "")
        line += length + len(blank) + len(after)
    return cards


def _key(name: str) -> str:
    """The same as `slug`, sooner where the name is plain words."""
    if len(name) <= LONGEST and name.isascii() and name.replace(" ", "").isalnum():
        return "-".join(name.lower().split())
    return slug(name)
