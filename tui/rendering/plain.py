"""Plain paragraphs, recognized without the Markdown parser, which takes 64 ms to import."""

import re

_BLOCK = re.compile(r"(?m)^(?:[ \t]|[-+=>]|\d{1,9}[.)])")
_INLINE = re.compile(r"[*_\[\]<>&\\`#|~\t\r\x0b\x0c\x00]| \n")
_GAP = re.compile(r"\n\n+")


def paragraphs(text: str) -> list[str] | None:
    """Split Markdown into its paragraphs if it has nothing else, no mark of any kind; else None.

    What it accepts comes out as from the parser: soft breaks are spaces.
    """
    text = text.strip("\n")
    if _INLINE.search(text) or _BLOCK.search(text):
        return None
    return [part.replace("\n", " ").strip() for part in _GAP.split(text) if part.strip()]
