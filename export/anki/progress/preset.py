"""The settings of the schedule as one of Anki's deck presets."""

import json
from typing import Any, NamedTuple

from export.anki.identity import preset_id
from mlsd_graph.memory import Settings

NAME = "MLSD"
_LOWEST_POSITION_FIRST, _AS_GATHERED = 1, 1
_TAG_ONLY = 1


class Preset(NamedTuple):
    """A preset as it stands in the collection of a deck."""

    id: int
    values: dict[str, Any]
    """Those that differ from the preset which genanki writes."""


def preset(settings: Settings) -> Preset:
    """Write parameters, desired retention, steps and limits.

    Anki takes a preset only if it has none with this id. The id is therefore a hash of the values:
    changed settings arrive as another preset, and what the user changed in one of ours stays.
    """
    values: dict[str, Any] = {
        "name": NAME,
        "fsrsParams6": list(settings.parameters),
        "desiredRetention": settings.desired_retention,
        "new": {
            "delays": _minutes(settings.learning_steps),
            "perDay": settings.new_per_day,
        },
        "rev": {
            "maxIvl": settings.maximum_interval,
            "perDay": settings.reviews_per_day,
        },
        "lapse": {
            "delays": _minutes(settings.relearning_steps),
            "leechFails": settings.leech_threshold,
            "leechAction": _TAG_ONLY,
        },
        # New cards in our order also across the decks below MLSD.
        "newGatherPriority": _LOWEST_POSITION_FIRST,
        "newSortOrder": _AS_GATHERED,
    }
    return Preset(preset_id(json.dumps(values, sort_keys=True)), values)


def merged(stock: dict[str, Any], found: Preset) -> dict[str, Any]:
    """Lay a preset over a stock one, group by group."""
    whole = dict(stock)
    for key, value in found.values.items():
        whole[key] = stock[key] | value if isinstance(value, dict) else value
    return whole | {"id": found.id}


def _minutes(steps: tuple[int, ...]) -> list[float]:
    return [seconds / 60 for seconds in steps]
