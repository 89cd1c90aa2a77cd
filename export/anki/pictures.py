"""The picture of a diagram, and what a card lays over it.

One file for all cards of a diagram; the overlay of a card masks what it asks. The same overlay
stands on the answer, where the style sheet turns masks into outlines.
"""

import hashlib
from functools import lru_cache
from typing import NamedTuple

from export.anki.escaping import escape
from mlsd_graph.content.chartrecords import Diagram, Flowchart
from mlsd_graph.content.records import Card, CardKind
from mlsd_graph.diagrams.asking import asked
from mlsd_graph.diagrams.sentences import sentences
from mlsd_graph.diagrams.svg import overlay, picture, size

_LONGEST_KEY = 40


class Picture(NamedTuple):
    """One media file."""

    name: str
    """Changes with the content, so that Anki never takes an old file for a new one."""
    svg: str


class Pictured(NamedTuple):
    """What a card of a diagram adds to its note."""

    diagram: str
    """HTML of the picture."""
    overlay: str
    """HTML of what lies over it."""
    told: str
    """What the answer shows, for those who hear it."""
    picture: Picture


def pictured(card: Card, diagram: Diagram) -> Pictured:
    """Draw the diagram of a card."""
    chart = diagram.chart
    drawn = _picture(chart, diagram.title, diagram.key.rpartition("/")[2])
    look = asked(card)
    # What the picture shows, for those who hear it; hidden parts stay hidden there too.
    said = " ".join(sentences(chart, hidden=look.hidden, revealed=look.revealed))
    alt = escape(f"{diagram.title}. {said}".strip())
    # It stands in an attribute, and an editor writes back the quotes that were escaped.
    told = escape(f"{diagram.title}. {' '.join(sentences(chart))}".replace('"', "”"))
    image = f'<img src="{drawn.name}" alt="{alt}">'
    if card.kind is CardKind.DIAGRAM:
        return Pictured(image, f'<div class="all">{_empty(chart)}</div>', told, drawn)
    return Pictured(image, overlay(chart, hidden=look.hidden, lit=look.lit), told, drawn)


def _empty(chart: Flowchart) -> str:
    """Cover a whole picture but for the frames of its blocks."""
    width, height = size(chart)
    masks = overlay(chart, hidden=[block.id for block in chart.blocks])
    cover = f'<path class="c" d="M0 0h{width}v{height}h-{width}z"/>'
    head, opened, rest = masks.partition(">")
    return f"{head}{opened}{cover}{rest}"


@lru_cache(maxsize=16)
def _picture(chart: Flowchart, title: str, key: str) -> Picture:
    svg = picture(chart, title)
    digest = hashlib.sha256(svg.encode()).hexdigest()[:10]
    return Picture(f"mlsd-{key[:_LONGEST_KEY]}-{digest}.svg", svg)
