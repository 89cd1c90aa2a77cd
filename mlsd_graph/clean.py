r"""Makes outside text safe to show in a terminal.

Content, file names and exception texts may hold escape sequences, bidirectional overrides and
other characters that a terminal obeys instead of showing. They are replaced after parsing,
because YAML escapes (`"\e]52;…"`) are harmless ASCII on disk and real controls once loaded.
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


def clean(text: str) -> str:
    """Replace every unsafe character by U+FFFD; newlines and tabs stay."""
    return UNSAFE.sub(REPLACEMENT, text)


def clean_line(text: str) -> str:
    """Clean text that must stay on one line: runs of blanks, tabs and newlines become a blank."""
    return _BLANKS.sub(" ", clean(text)).strip()
