"""What a learner reads at night, and by which names notes are known: as the engine has them."""

import re
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import import_deck
from sample_content import NOTES, ORDER

from export.anki import collect
from export.anki.notetypes import NOTE_TYPES
from mlsd_graph.content import load

NIGHT = ".nightMode "
READABLE = 4.5
"""Contrast of text, WCAG 2.2, 1.4.3."""
GUID = re.compile(r"[a-z2-7]{16}")
_COLOUR = re.compile(r"(?<![-\w])(color|background):\s*(#[0-9a-f]+)")


@pytest.fixture
def phone(content: Path, tmp_path: Path, collection: Collection) -> Collection:
    collect(load((content,), cache=None), ORDER).write(tmp_path / "deck.apkg", {})
    import_deck(collection, tmp_path / "deck.apkg")
    return collection


def colours(css: str) -> dict[tuple[str, str], str]:
    """Colour by selector and property."""
    found: dict[tuple[str, str], str] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        for selector in selectors.split(","):
            found |= {(selector.strip(), name): value for name, value in _COLOUR.findall(body)}
    return found


def luminance(colour: str) -> float:
    wide = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    parts = [int(wide[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", [kind.name for kind in NOTE_TYPES])
def test_every_colour_differs_at_night_and_can_be_read(phone: Collection, name: str) -> None:
    model = phone.models.by_name(name)
    assert model
    found = colours(model["css"])
    light = {key: value for key, value in found.items() if NIGHT.strip() not in key[0]}
    assert len(light) > 10
    night = {key: found[(NIGHT + key[0], key[1])] for key in light}
    pages = {
        key: each[(".card", "background")] for key, each in (("light", light), ("night", night))
    }
    for key, colour in light.items():
        assert night[key] != colour
        if key[1] == "color":
            assert contrast(colour, pages["light"]) >= READABLE, key
            assert contrast(night[key], pages["night"]) >= READABLE, key


def test_the_body_of_a_card_is_coloured_by_either_class_of_night(phone: Collection) -> None:
    """Desktop and AnkiDroid give both classes to the body, which is itself `.card`."""
    (number,) = phone.find_cards('"Key:key-value-store/access"')
    shown = phone.get_card(number).question()
    assert re.search(r"\.nightMode\.card\s*,", shown)
    assert re.search(r"\.card\s*\{[^}]*color: #1f2328", shown)


def test_every_guid_is_one_of_ours(phone: Collection) -> None:
    guids = phone.db.list("select guid from notes")
    assert len(guids) == len(set(guids)) == NOTES
    assert all(GUID.fullmatch(each) for each in guids)
