"""Text as a person types it: lower case, no marks, words of letters and digits."""

import unicodedata

LONGEST_QUERY = 256
"""Characters of a query that are looked at; rapidfuzz needs time in proportion to their square."""

_ASCII = {
    code: chr(code) if chr(code).isalnum() else " "
    for code in range(128)
    if chr(code).isalnum() or code != ord("'")
}
_ASCII[ord("'")] = ""


def plain(text: str) -> str:
    """Fold case, marks and punctuation away; words are divided by single spaces."""
    if not text.isascii():
        folded = unicodedata.normalize("NFKD", text)
        kept = (mark for mark in folded if not unicodedata.combining(mark))
        text = "".join(mark if mark.isalnum() or mark == "'" else " " for mark in kept)
    return " ".join(text.casefold().translate(_ASCII).split())
