"""The key of a card: made from its heading, or given in `{#key}`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from mlsd_graph.content.records import CardKind

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KEY = re.compile(r"(?:([a-z0-9]+(?:-[a-z0-9]+)*)/)?[a-z0-9][a-z0-9_-]{0,59}")
_ATTRIBUTES = re.compile(r"[ \t]{0,8}\{([#.A-Za-z_][^{}\n]{0,200})\}[ \t]{0,8}$")
_DROPPED = str.maketrans("", "", "'’‘ʼ`$")
_RUN = re.compile(r"[^a-z0-9]+")
_MARK = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_WITHIN = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?)x")
LONGEST = 60


@lru_cache(maxsize=1 << 15)
def is_id(text: str) -> bool:
    """Tell whether a text is an id; the same ids are asked for again and again."""
    return ID.fullmatch(text) is not None


def slug(heading: str) -> str:
    """Turn a heading into a key: NFKD without marks, lower case, other runs a hyphen, ≤ 60."""
    text = heading.translate(_DROPPED)
    if not text.isascii():
        text = _MARK.sub("", unicodedata.normalize("NFKD", text)).translate(_DROPPED)
    return _RUN.sub("-", text.lower()).strip("-")[:LONGEST].rstrip("-")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in braces at the end of a card's heading."""

    key: str = ""
    """From `{#key}`; may be `other-id/key`."""
    kind: CardKind | None = None
    """From `{.basic}`."""
    versus: str = ""
    """From `{vs=id}`: the other side of a contrast."""
    within: float = 0.0
    """From `{within=1.2x}`; 0 where it is not given."""


PLAIN = Attributes()


def split_heading(text: str) -> tuple[str, str]:
    """Split the text of a heading into its name and the inside of its braces."""
    found = _ATTRIBUTES.search(text)
    if found is None:
        return text.strip(), ""
    return text[: found.start()].strip(), found[1]


def attributes(inside: str) -> tuple[Attributes, list[str]]:
    """Read the inside of the braces; also return the words that are not understood."""
    values: dict[str, str] = {}
    wrong: list[str] = []
    for word in inside.split():
        name, value = _attribute(word)
        if not name or name in values:
            wrong.append(word)
        else:
            values[name] = value
    found = Attributes(
        key=values.get("#", ""),
        kind=CardKind.BASIC if "." in values else None,
        versus=values.get("vs", ""),
        within=float(values["within"]) if "within" in values else 0.0,
    )
    return found, wrong


def _attribute(word: str) -> tuple[str, str]:
    """Name and value of one word, or two empty strings."""
    if word.startswith("#") and KEY.fullmatch(word, 1):
        return "#", word[1:]
    if word == ".basic":
        return ".", "basic"
    if word.startswith("vs=") and ID.fullmatch(word, 3):
        return "vs", word[3:]
    if word.startswith("within=") and (factor := _WITHIN.fullmatch(word, 7)):
        return ("within", factor[1]) if float(factor[1]) > 1 else ("", "")
    return "", ""
