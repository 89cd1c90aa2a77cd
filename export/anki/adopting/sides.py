"""The two sides of a foreign card: Anki's templates, filled in."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from export.anki.adopting.types import Template

_TAG = re.compile(r"\{\{([#^/]?)([^{}]{1,200})\}\}")
_ANSWER = re.compile(r"<hr[^>]{0,50}id\s*=\s*[\"']?answer[^>]{0,50}>", re.IGNORECASE)
_LONGEST = 200_000
_OWN = frozenset({"Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "FrontSide"})
_SPOKEN, _TYPED, _FOLDED = "tts", "type", "hint"


class Sides(NamedTuple):
    """A card, as HTML."""

    question: str
    answer: str
    shown: frozenset[str]
    """Names of the fields that it shows."""
    typed: str
    """What is to be typed, where that is all there is to the answer; else empty."""


def sides(template: Template, fields: Mapping[str, str]) -> Sides:
    """Fill in both sides."""
    shown: set[str] = set()
    asked: set[str] = set()
    told: set[str] = set()
    question = _filled(template.question, fields, shown, asked)
    answer = _filled(template.answer, fields, told, None)
    parts = _ANSWER.split(answer, maxsplit=1)
    if len(parts) > 1:
        answer = parts[1]
        below: set[str] = set()
        _filled(_ANSWER.split(template.answer, maxsplit=1)[-1], fields, below, None)
        told &= below  # what stands above the line is no answer
    shown |= told
    only = fields[asked.pop()] if len(asked) == 1 else ""
    return Sides(question, answer, frozenset(shown), only if only.strip() == answer.strip() else "")


def cloze_field(templates: tuple[Template, ...]) -> str:
    """Find the field that holds the gaps; empty where no template says so."""
    for template in templates:
        found = re.search(r"\{\{[^{}]{0,60}cloze:([^{}:]{1,100})\}\}", template.question)
        if found:
            return found[1].strip()
    return ""


def _filled(text: str, fields: Mapping[str, str], shown: set[str], typed: set[str] | None) -> str:
    """Fill in one side; a section is kept where its field is not empty.

    On the question's side, which has a set for the fields that are `typed` there, what is typed is
    the answer, and a hint is folded: neither is told.
    """
    out: list[str] = []
    hidden: list[str] = []
    place = size = 0
    for tag in _TAG.finditer(text):
        if not hidden:
            out.append(text[place : tag.start()])
        place = tag.end()
        how, name = tag[1], tag[2].strip()
        if how == "/":
            hidden = hidden[:-1] if hidden and hidden[-1] == name else hidden
        elif how:
            empty = not fields.get(name, "").strip()
            if hidden or empty == (how == "#"):
                hidden.append(name)
        elif not hidden:
            field = _field(name, fields, typed)
            if field is not None:
                shown.add(field)
                size += len(fields[field])
                out.append(fields[field] if size <= _LONGEST else "")
    if not hidden:
        out.append(text[place:])
    return "".join(out)


def _field(name: str, fields: Mapping[str, str], typed: set[str] | None) -> str | None:
    """Find the field that a tag shows; None where it shows none of the note's."""
    *filters, field = (part.strip() for part in name.split(":"))
    if field not in fields or field in _OWN or any(_SPOKEN in each for each in filters[:1]):
        return None
    if typed is not None and _TYPED in filters:
        typed.add(field)
        return None
    return None if typed is not None and _FOLDED in filters else field
