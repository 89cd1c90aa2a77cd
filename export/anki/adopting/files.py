"""Files that a foreign card shows or plays: their names, and Markdown that leads to them."""

import re
from urllib.parse import quote, unquote

from export.anki.adopting.writing import plain

SOUND = re.compile(r"\[sound:([^\]]{1,1000})\]")
LEADS = re.compile(r"(?:♪ \[|\[picture: )(?:\\.|[^\[\]\\]){0,2400}+\]\([^()\[\]\s]{0,900}\)")
"""A picture or a sound as it is written here."""
_NAME = re.compile('[^\\s./\\\\:"<>|?*\x00-\x1f][^/\\\\:"<>|?*\x00-\x1f\x7f\ud800-\udfff]*')
_LONGEST = 240
"""Bytes; file systems take 255."""
_LONGEST_NAME = 1_000
_LONGEST_ADDRESS = 3 * _LONGEST
_DATA = re.compile(r"data:[\w/+.-]{0,80}", re.IGNORECASE)


def is_name(name: str) -> bool:
    """Whether a file of this name can be written into a folder, and nowhere else."""
    return _NAME.fullmatch(name) is not None and len(name.encode()) <= _LONGEST


def named(source: str) -> str:
    """Name the file that the source of a picture means: Anki's editor writes %20 for a blank."""
    inline = _DATA.match(source)
    return inline[0] if inline else unquote(source).strip()[:_LONGEST_NAME]


def picture(name: str, folder: str) -> str:
    """Lead to a picture of a folder: an image is no part of the format, as no screen shows it."""
    return f"[picture: {plain(name)}]({_place(name, folder)})"


def sound(name: str, folder: str) -> str:
    """Lead to a sound of a folder."""
    return f"♪ [{plain(name)}]({_place(name, folder)})"


def _place(name: str, folder: str) -> str:
    """Write an address without any mark of Markdown; what is no file leads to nothing."""
    each = (char if char.isalnum() else quote(char, "-_.~'", errors="replace") for char in name)
    return folder + "".join(each)[:_LONGEST_ADDRESS]
