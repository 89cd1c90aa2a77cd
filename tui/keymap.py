"""What is wrong with the keymap of config.toml: ids and keys that do not exist, keys taken twice.

A remapped key wins: another binding of the same screen loses that key and keeps its others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple, cast
from unicodedata import lookup

from textual.app import App
from textual.binding import Binding, BindingsMap, BindingType, InvalidBinding
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

import tui.screens
import tui.widgets

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "meta", "hyper"})
_NAMED = {key.value for key in Keys} | set(KEY_NAME_REPLACEMENTS.values())
_NEAR = 60
"""Score of rapidfuzz's ratio from which an id is proposed."""

Keymap = Mapping[str, str]
_Taken = dict[str, list[str]]
"""Key → ids of the bindings that have it."""


class _Place(NamedTuple):
    """The bindings of one screen or widget, or of the app: id → its keys."""

    ids: dict[str, list[str]]
    is_app: bool


def keymap_notices(keymap: Keymap) -> list[str]:
    """Say, one sentence each, what of a keymap cannot be as it is written."""
    if not keymap:
        return []
    places = _places()
    own = {name: keys for place in places for name, keys in place.ids.items()}
    every = sorted(own)
    wrong = [said for name, keys in keymap.items() if (said := _refused(name, keys, every))]
    good = {name: _keys(keys) for name, keys in keymap.items() if name in every}
    good = {name: keys for name, keys in good.items() if keys and set(keys) != set(own[name])}
    found = [*wrong, *(said for place in places for said in _clashes(place, good))]
    found += _shadows(places, good)
    return [f"config.toml: {said}" for said in dict.fromkeys(found)]


def _places() -> list[_Place]:
    """Find the bindings of every screen and widget; their modules are imported only here."""
    found: list[_Place] = []
    for package in (tui.screens, tui.widgets):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            for each in vars(import_module(module.name)).values():
                if isinstance(each, type) and each.__module__ == module.name:
                    found += _of(each)
    return found + _of(import_module("tui.app").MlsdApp)


def _of(each: type) -> list[_Place]:
    if not issubclass(each, DOMNode):
        return []
    ids: dict[str, list[str]] = {}
    for base in reversed(each.__mro__):
        own = cast("Iterable[BindingType]", base.__dict__.get("BINDINGS", ()))
        for key, bindings in BindingsMap(own).key_to_bindings.items():
            for binding in bindings:
                if binding.id:
                    ids.setdefault(binding.id, []).append(key)
    return [_Place(ids, issubclass(each, App))] if ids else []


def _keys(written: str) -> list[str]:
    """Read keys separated by commas, `?` for `question_mark`; empty where one cannot be read."""
    try:
        return [binding.key for binding in Binding.make_bindings([Binding(written, "")])]
    except InvalidBinding:
        return []


def _refused(name: str, written: str, every: list[str]) -> str:
    """Say what is wrong with one line of the keymap, taken alone."""
    if name not in every:
        from rapidfuzz import fuzz, process  # noqa: PLC0415  only for a mistyped id

        near = process.extractOne(name[:80], every, scorer=fuzz.ratio, score_cutoff=_NEAR)
        proposal = f" Did you mean `{near[0]}`?" if near else ""
        return f"no binding is called `{name[:80]}`.{proposal}"
    keys = _keys(written)
    if not keys:
        return f"`{name}` names no key, so it keeps its own."
    odd = next((key for key in keys if not _is_key(key)), "")
    return f"`{name}`: no key is called `{odd[:40]}`." if odd else ""


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    if not _MODIFIERS.issuperset(modifiers) or last in KEY_NAME_REPLACEMENTS:
        return False
    if len(last) == 1 or last in _NAMED:
        return True
    try:
        lookup(last.replace("_", " "))
    except KeyError:
        return False
    return True


def _clashes(place: _Place, keymap: Mapping[str, list[str]]) -> Iterator[str]:
    """Name bindings of one place that want the same key."""
    now = {name: keymap.get(name, keys) for name, keys in place.ids.items()}
    taken = _taken(now)
    for key, ids in taken.items():
        takers = [name for name in ids if name in keymap]
        losers = [name for name in ids if name not in keymap]
        if len(takers) > 1:
            yield f"{_listed(takers)} are both on {key}; only one of them is heard."
        for loser in losers if takers else ():
            left = [k for k in now[loser] if not any(n in keymap for n in taken[k])]
            rest = f"is left on {', '.join(left)}" if left else "has no key left; give it one"
            yield f"`{takers[0]}` takes {key} from `{loser}`, which {rest}."


def _shadows(places: list[_Place], keymap: Mapping[str, list[str]]) -> Iterator[str]:
    """Name keys of the app that a remapped key of a screen hides, and the reverse."""
    (own,) = (place.ids for place in places if place.is_app)
    app = _taken({name: keymap.get(name, keys) for name, keys in own.items()})
    hiding: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for place in places:
        for name, own in place.ids.items() if not place.is_app else ():
            for key in keymap.get(name, own):
                for other in app.get(key, ()):
                    if name in keymap or other in keymap:
                        hiding[key, other].append(name)
    for (key, other), names in hiding.items():
        yield f"{key} is {_listed(sorted(set(names)))} there, so `{other}` is not heard."


def _taken(now: Mapping[str, list[str]]) -> _Taken:
    taken: defaultdict[str, list[str]] = defaultdict(list)
    for name, keys in now.items():
        for key in dict.fromkeys(keys):
            taken[key].append(name)
    return taken


def _listed(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)
