"""The two sides of a foreign card: Anki's templates, filled in."""

import re
from collections.abc import Mapping

from export.anki.adopting.types import Template

_TAG = re.compile(r"\{\{([#^/]?)([^{}]{1,200})\}\}")
_ANSWER = re.compile(r"<hr[^>]{0,50}id\s*=\s*[\"']?answer[^>]{0,50}>", re.IGNORECASE)
_LONGEST = 200_000
_OWN = frozenset({"Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "FrontSide"})


def sides(template: Template, fields: Mapping[str, str]) -> tuple[str, str, frozenset[str]]:
    """Return the HTML of question and answer, and the names of the fields that they show."""
    shown: set[str] = set()
    question = _filled(template.question, fields, shown)
    answer = _filled(template.answer, fields, shown)
    parts = _ANSWER.split(answer, maxsplit=1)
    if len(parts) > 1:
        answer = parts[1]
    return question, answer, frozenset(shown)


def cloze_field(templates: tuple[Template, ...]) -> str:
    """Find the field that holds the gaps; empty where no template says so."""
    for template in templates:
        found = re.search(r"\{\{[^{}]{0,60}cloze:([^{}:]{1,100})\}\}", template.question)
        if found:
            return found[1].strip()
    return ""


def _filled(text: str, fields: Mapping[str, str], shown: set[str]) -> str:
    """Fill in one side; a section is kept where its field is not empty."""
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
            *_, field = name.split(":")
            field = field.strip()
            if field in fields and field not in _OWN and "tts" not in name.split(":")[0]:
                shown.add(field)
                size += len(fields[field])
                out.append(fields[field] if size <= _LONGEST else "")
    if not hidden:
        out.append(text[place:])
    return "".join(out)
