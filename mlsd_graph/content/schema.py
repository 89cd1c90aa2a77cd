"""What front matter may say on each kind of page."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from mlsd_graph.content.frontmatter import Value
from mlsd_graph.content.records import PageKind, Step
from mlsd_graph.content.slugs import ID

CONCEPT_KINDS = ("concept", "technique", "metric", "component", "tradeoff", "failure-mode")
LEVELS = ("core", "advanced", "frontier")
STEPS = tuple(step.value for step in Step)
_STEP_SET = frozenset(STEPS)
_LEVEL_SET = frozenset(LEVELS)
_KIND_SET = frozenset(CONCEPT_KINDS)
_BASE = re.compile(r"[0-9a-f]{8,64}")
_LONGEST = 300
"""Characters of one value; all of them are short."""

LISTS = frozenset({"steps", "aliases", "formerly", "members", "case_studies", "domains"})
_REQUIRED: dict[PageKind, tuple[str, ...]] = {
    PageKind.CONCEPT: ("title", "kind", "level", "steps"),
    PageKind.CASE_STUDY: ("title", "level"),
    PageKind.CONTRAST_SET: ("title", "members", "question"),
    PageKind.TRACK: ("title", "audience", "case_studies"),
    PageKind.FRAMEWORK: ("title", "minutes"),
}
_OPTIONAL: dict[PageKind, tuple[str, ...]] = {
    PageKind.CONCEPT: ("aliases", "formerly"),
    PageKind.CASE_STUDY: ("aliases", "formerly", "domains"),
    PageKind.CONTRAST_SET: ("formerly",),
    PageKind.TRACK: ("formerly",),
    PageKind.FRAMEWORK: (),
}
KEYS = {kind: frozenset((*_REQUIRED[kind], *_OPTIONAL[kind], "based-on")) for kind in PageKind}


class Problem(NamedTuple):
    """One value that is missing or wrong."""

    code: str
    key: str
    message: str
    hint: str


def problems(values: Mapping[str, Value], kind: PageKind) -> list[Problem]:
    """Say what is missing or wrong; an empty list for nearly every page."""
    found = [
        Problem("key-missing", key, f"`{key}` is missing.", f"Add `{key}:` at the top.")
        for key in _REQUIRED[kind]
        if not values.get(key)
    ]
    known = KEYS[kind]
    for key, value in values.items():
        if key not in known:
            hint = f"A {kind.value} page knows {', '.join(sorted(known))}."
            found.append(Problem("key-unknown", key, f"`{key}` is not known here.", hint))
        elif (type(value) is list) != (key in LISTS):
            form = "a list, such as [one, two]" if key in LISTS else "one text, not a list"
            found.append(Problem("value-form", key, f"`{key}` must be {form}.", "Rewrite it."))
        elif value and (wrong := _CHECKS.get(key, _any)(value)):
            found.append(Problem("value-unknown", key, f"`{key}`: {wrong[0]}", wrong[1]))
    return found


def plainly_right(values: Mapping[str, Value], kind: PageKind, size: int) -> bool:
    """Tell cheaply that a concept's front matter is right; False says only that it must be read.

    `size` is the length of the front matter, which bounds that of each value.
    """
    if kind is not PageKind.CONCEPT or size > _LONGEST or not values.keys() <= _PLAIN_KEYS:
        return False
    steps = values.get("steps")
    return (
        type(values.get("title")) is str
        and values.get("kind") in CONCEPT_KINDS
        and values.get("level") in LEVELS
        and type(steps) is list
        and _STEP_SET.issuperset(steps)
        and type(values.get("aliases", steps)) is list
    )


_PLAIN_KEYS = {"title", "kind", "level", "steps", "aliases"}


def kept(values: Mapping[str, Value], kind: PageKind) -> dict[str, Value]:
    """Drop what is wrong, so that the rest of the page can be used."""
    wrong = {problem.key for problem in problems(values, kind)}
    good = {key: value for key, value in values.items() if key not in wrong}
    if "steps" in wrong and isinstance(steps := values.get("steps"), list):
        good["steps"] = [step for step in steps if step in _STEP_SET]
    return good


_Wrong = tuple[str, str] | None


def _any(value: Value) -> _Wrong:
    for text in (value,) if isinstance(value, str) else value:
        if len(text) > _LONGEST:
            return f"longer than {_LONGEST} characters.", "Shorten it."
    return None


def _one_of(known: frozenset[str], order: tuple[str, ...]) -> Callable[[Value], _Wrong]:
    hint = f"One of {', '.join(order)}."

    def check(value: Value) -> _Wrong:
        for text in (value,) if isinstance(value, str) else value:
            if text not in known:
                return f"“{text}” is not known.", hint
        return None

    return check


def _ids(value: Value) -> _Wrong:
    for text in value:
        if not ID.fullmatch(text) or len(text) > _LONGEST:
            return f"“{text[:60]}” is no id.", "Ids are lower-case words joined by hyphens."
    return None


def _minutes(value: Value) -> _Wrong:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 3:  # noqa: PLR2004
        return None
    return "not a number of minutes.", "Write it in digits, such as 8."


def _based_on(value: Value) -> _Wrong:
    if isinstance(value, str) and _BASE.fullmatch(value):
        return None
    return "not a fingerprint.", "It is written by the program when it copies a page; remove it."


_CHECKS: dict[str, Callable[[Value], _Wrong]] = {
    "kind": _one_of(_KIND_SET, CONCEPT_KINDS),
    "level": _one_of(_LEVEL_SET, LEVELS),
    "steps": _one_of(_STEP_SET, STEPS),
    "formerly": _ids,
    "members": _ids,
    "case_studies": _ids,
    "minutes": _minutes,
    "based-on": _based_on,
}
