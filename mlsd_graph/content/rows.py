"""The compact row of a page: what a head holds, as one line of bytes.

Reading 10,000 pages makes rows, which are cached; heads are made of rows when they are asked for.
Fields are separated by U+001F and the items of a list by U+001E, which `clean` lets nowhere in.
"""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mlsd_graph.content.naming import contrast_note, is_moved, note_of, own_key
from mlsd_graph.content.records import (
    CardHead,
    CardKind,
    Finding,
    PageHead,
    PageKind,
    Relation,
    RelationKind,
    Severity,
    Step,
)
from mlsd_graph.content.walk import FOLDERS

FIELD, ITEM = "\x1f", "\x1e"
VALUES = (
    "title", "kind", "level", "steps", "aliases", "formerly", "members", "question",
    "audience", "case_studies", "domains", "minutes", "based-on",
)  # fmt: skip
"""The front matter keys, in the order of the row's first fields."""
_FORMERLY, _RELATIONS, _CARDS, _PLAIN, _DIAGRAMS, _FINDINGS = 5, 13, 14, 15, 16, 17

RELATION_CODES = {"p": RelationKind.PREREQUISITE, "c": RelationKind.CONTRAST,
                  "u": RelationKind.USE, "m": RelationKind.MENTION}  # fmt: skip
CARD_CODES = {"b": CardKind.BASIC, "c": CardKind.CLOZE, "t": CardKind.TYPED,
              "e": CardKind.ESTIMATE, "o": CardKind.ORDERED, "x": CardKind.EXPLAIN,
              "k": CardKind.BLOCK, "a": CardKind.ARROW, "d": CardKind.DIAGRAM}  # fmt: skip
CODE_OF = {kind: code for code, kind in CARD_CODES.items()}
_STEPS = {step.value: step for step in Step}
CHECKLIST_WEIGHT, PROSE_WEIGHT = 0.6, 0.3


class Facts(NamedTuple):
    """What reading a file found out, in the flat lists that a row is joined from."""

    values: Mapping[str, str | list[str]]
    relations: list[str]
    """Five strings each: code, target, line, step (with `*` in a checklist), reason."""
    cards: list[str]
    """Six strings each: key, code, line, name, cloze numbers, the id it is set against. Of a card
    of a diagram: the key that `naming` gives, and the part in place of the numbers."""
    findings: Sequence[Finding] = ()
    plain: str = ""
    """Instead of `cards`: line of the first one, and what `plaincards` kept of all of them."""
    diagrams: int = 0


class Place(NamedTuple):
    """Where a page stands, which says what it is."""

    path: str
    root: str
    id: str
    kind: PageKind
    domain: str


def place(path: str, root: str) -> Place:
    """Read id, kind and domain off a path inside a root."""
    inside = path[len(root) + 1 :]
    parts = (inside if os.sep == "/" else inside.replace(os.sep, "/")).split("/")
    kind = FOLDERS[parts[0]]
    domain = parts[-2] if kind is PageKind.CONCEPT and len(parts) > 2 else ""  # noqa: PLR2004
    return Place(path, root, parts[-1][:-3], kind, domain)


def encode(facts: Facts) -> bytes:
    """Join the facts to a row."""
    values, relations = facts.values, facts.relations
    fields = [
        value if type(value := values.get(name, "")) is str else ITEM.join(value) for name in VALUES
    ]
    fields += (
        ITEM.join(relations),
        ITEM.join(facts.cards),
        facts.plain,
        str(facts.diagrams) if facts.diagrams else "",
        ITEM.join(_flat(facts.findings)) if facts.findings else "",
        _cross(facts) if facts.cards or "c" in relations[0::5] else "",
    )
    return FIELD.join(fields).encode()


def _flat(findings: Sequence[Finding]) -> list[str]:
    return [
        part
        for f in findings
        for part in (f.code, f.severity.value, str(f.line), str(f.column), f.message, f.hint)
    ]


def _cross(facts: Facts) -> str:
    """What other pages' cards depend on: contrasts stated, cards set against, cards moved in."""
    relations, cards = facts.relations, facts.cards
    codes, targets = relations[0::5], relations[1::5]
    stated = [target for code, target in zip(codes, targets, strict=True) if code == "c"]
    against = [versus for versus in cards[5::6] if versus]
    moved = dict.fromkeys(key for key in cards[0::6] if is_moved(key))
    if not (stated or against or moved):
        return ""
    return ITEM.join((" ".join(stated), " ".join(against), " ".join(moved)))


class Cross(NamedTuple):
    """What a page says that reaches beyond it."""

    stated: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


NOTHING = Cross()


def cross(row: bytes) -> Cross:
    """Read what reaches beyond the page."""
    last = row[row.rfind(b"\x1f") + 1 :]
    if not last:
        return NOTHING
    stated, against, moved = last.decode().split(ITEM)
    return Cross(tuple(stated.split()), tuple(against.split()), tuple(moved.split()))


def has_findings(row: bytes) -> bool:
    """Tell cheaply whether something was wrong with the page."""
    last = row.rfind(b"\x1f")
    return row[last - 1] != 0x1F  # noqa: PLR2004  the separator: an empty field stands before


def line_of(row: bytes, note: str, page: str, origins: Mapping[str, str]) -> int:
    """Find the line of a card by its note; 0 where the page has none."""
    flat = _card_facts(row.decode().split(FIELD))
    for key, line, versus in zip(flat[0::6], flat[2::6], flat[5::6], strict=True):
        if note_of(key, versus, page, origins) == note:
            return int(line)
    return 0


def own_keys(row: bytes) -> set[str]:
    """Read the keys of the cards that are named by the page they stand on."""
    flat = _card_facts(row.decode().split(FIELD))
    return {own_key(key) for key, versus in zip(flat[0::6], flat[5::6], strict=True) if not versus}


def formerly(row: bytes) -> list[str]:
    """Read the former ids of a page."""
    return _list(row.split(b"\x1f", _FORMERLY + 1)[_FORMERLY].decode())


def title(row: bytes) -> str:
    """Read the title of a page."""
    return row[: row.find(b"\x1f")].decode()


def findings(row: bytes, path: str) -> list[Finding]:
    """Read what was wrong with the page or its cards."""
    parts = row.split(b"\x1f")[_FINDINGS].decode()
    if not parts:
        return []
    flat = iter(parts.split(ITEM))
    return [
        Finding(code, Severity(severity), path, int(line), int(column), message, hint)
        for code, severity, line, column, message, hint in zip(*[flat] * 6, strict=True)
    ]


def head(row: bytes, at: Place, origins: Mapping[str, str], dropped: "Dropped") -> PageHead:
    """Make the head of a page.

    `origins` maps ids to the first id that the file ever had, where that differs; `dropped` says
    which cards another page already has.
    """
    f = row.decode().split(FIELD)
    relations = _relations(f[_RELATIONS])
    cards = (
        *_authored(_card_facts(f), at.id, origins, dropped.notes),
        *_derived(relations, at.id, origins, dropped.contrasts),
    )
    return PageHead(
        id=at.id,
        kind=at.kind,
        title=f[0],
        path=at.path,
        root=at.root,
        domain=at.domain,
        concept_kind=f[1],
        level=f[2],
        steps=tuple([_STEPS[step] for step in _list(f[3])]),
        aliases=tuple(_list(f[4])),
        formerly=tuple(_list(f[5])),
        relations=relations,
        cards=cards,
        members=tuple(_list(f[6])),
        question=f[7],
        audience=f[8],
        case_studies=tuple(_list(f[9])),
        domains=tuple(_list(f[10])),
        minutes=int(f[11] or 0),
        based_on=f[12],
        diagrams=int(f[_DIAGRAMS] or 0),
    )


class Dropped(NamedTuple):
    """Cards of one page that do not count, because another page or card has taken their uid."""

    notes: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    """Notes of derived contrast cards."""


NONE_DROPPED = Dropped()


def _list(joined: str) -> list[str]:
    return joined.split(ITEM) if joined else []


def _relations(joined: str) -> tuple[Relation, ...]:
    flat = iter(_list(joined))
    found: list[Relation] = []
    for code, target, line, step, reason in zip(*[flat] * 5, strict=True):
        if step:
            weight = CHECKLIST_WEIGHT if step[-1] == "*" else PROSE_WEIGHT
            found.append(
                Relation(
                    RelationKind.USE, target, reason, _STEPS[step.rstrip("*")], weight, int(line)
                )
            )
        else:
            found.append(Relation(RELATION_CODES[code], target, reason, line=int(line)))
    return tuple(found)


def _card_facts(fields: list[str]) -> list[str]:
    if fields[_PLAIN]:
        from mlsd_graph.content import plaincards  # noqa: PLC0415  not for the first card

        line, _, joined = fields[_PLAIN].partition(ITEM)
        return plaincards.facts(joined, int(line), ITEM)
    return _list(fields[_CARDS])


def _authored(
    facts: list[str], page: str, origins: Mapping[str, str], dropped: frozenset[str]
) -> list[CardHead]:
    flat = iter(facts)
    found: list[CardHead] = []
    own = f"{origins.get(page, page)}/"
    for key, code, line, name, clozes, versus in zip(*[flat] * 6, strict=True):
        plain = not versus and "/" not in key
        note = own + key if plain else note_of(key, versus, page, origins)
        if note in dropped:
            continue
        kind = CARD_CODES[code]
        if not clozes:
            found.append(CardHead(note, note, kind, page, int(line), name))
        elif kind is CardKind.CLOZE:
            found += [
                CardHead(f"{note}#c{number}", note, kind, page, int(line), name)
                for number in clozes.split(",")
            ]
        else:
            uid = f"{note}#{clozes}"
            found.append(CardHead(uid, uid, kind, page, int(line), name))
    return found


def _derived(
    relations: tuple[Relation, ...],
    page: str,
    origins: Mapping[str, str],
    dropped: frozenset[str],
) -> list[CardHead]:
    found: dict[str, CardHead] = {}
    for relation in relations:
        if relation.kind is RelationKind.CONTRAST and relation.target != page:
            note = contrast_note(page, relation.target, origins)
            if note not in dropped:
                name = f"{page} or {relation.target}"
                card = CardHead(
                    note, note, CardKind.CONTRAST, page, relation.line, name, authored=False
                )
                found.setdefault(note, card)
    return list(found.values())
