"""Foreign note types and decks, from the JSON of schema 11 or the tables of schema 18."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, cast

from export.anki.back.database import Foreign
from export.anki.back.wire import bytes_of, number_of
from mlsd_graph.errors import PackageError

_T = TypeVar("_T")
_CLOZE = 1
_MOST = 100_000
_COLUMN = re.compile("\x1f|::")


class Template(NamedTuple):
    """One kind of card that a note type makes."""

    question: str
    answer: str


class ForeignType(NamedTuple):
    """One note type."""

    cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]


class Shapes(NamedTuple):
    """What a collection says about its notes."""

    types: Mapping[int, ForeignType]
    decks: Mapping[int, tuple[str, ...]]
    """By number: the names from the top down."""

    def deck(self, number: int) -> tuple[str, ...]:
        """Return the names of a deck."""
        return self.decks.get(number, ("Anki",))


def shapes(foreign: Foreign) -> Shapes:
    """Read note types and decks.

    Raises:
        PackageError: They cannot be understood.
    """
    try:
        if "notetypes" in foreign and "decks" in foreign:
            return Shapes(_types_18(foreign), _decks_18(foreign))
        return _shapes_11(foreign)
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError) as error:
        raise PackageError(f"The collection's note types are damaged ({error}).") from error


def _rows(foreign: Foreign, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    seen = 0
    for batch in foreign.rows(table, columns):
        seen += len(batch)
        if seen > _MOST:
            raise PackageError(f"The collection has more than {_MOST} {table}.")
        yield from cast("list[tuple[Any, ...]]", batch)


def _types_18(foreign: Foreign) -> dict[int, ForeignType]:
    fields: dict[int, dict[int, str]] = {}
    for kind, place, name in _rows(foreign, "fields", "ntid, ord, name"):
        fields.setdefault(kind, {})[place] = str(name)
    templates: dict[int, dict[int, Template]] = {}
    for kind, place, config in _rows(foreign, "templates", "ntid, ord, config"):
        question, answer = (bytes_of(config, n).decode("utf-8", "replace") for n in (1, 2))
        templates.setdefault(kind, {})[place] = Template(question, answer)
    return {
        kind: ForeignType(
            number_of(config, 1) == _CLOZE,
            _in_order(fields.get(kind, {})),
            _in_order(templates.get(kind, {})),
        )
        for kind, config in _rows(foreign, "notetypes", "id, config")
    }


def _decks_18(foreign: Foreign) -> dict[int, tuple[str, ...]]:
    return {
        number: tuple(_COLUMN.split(str(name)))
        for number, name in _rows(foreign, "decks", "id, name")
    }


def _shapes_11(foreign: Foreign) -> Shapes:
    if "col" not in foreign:
        raise PackageError(
            "The collection does not say what its notes look like: it has no note types.",
            "Export it again from Anki and copy it whole; nothing was imported.",
        )
    rows = list(_rows(foreign, "col", "models, decks"))
    models, decks = (json.loads(text) for text in rows[0])
    types = {
        int(number): ForeignType(
            model.get("type") == _CLOZE,
            _in_order({field["ord"]: str(field["name"]) for field in model["flds"]}),
            _in_order(
                {
                    each["ord"]: Template(str(each["qfmt"]), str(each["afmt"]))
                    for each in model["tmpls"]
                }
            ),
        )
        for number, model in models.items()
    }
    named = {int(n): tuple(_COLUMN.split(str(deck["name"]))) for n, deck in decks.items()}
    return Shapes(types, named)


def _in_order(found: Mapping[int, _T]) -> tuple[_T, ...]:
    return tuple(found[place] for place in sorted(found))
