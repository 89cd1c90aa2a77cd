"""Where on a line of a file something stands."""

from functools import lru_cache

from mlsd_graph.content.source import SourceError, read


def column(path: str, line: int, words: str) -> int:
    """Return the column, from 1, at which the words stand on a line; 1 where they do not."""
    lines = _lines(path)
    if not 0 < line <= len(lines):
        return 1
    return max(lines[line - 1].find(words), 0) + 1


def line_of(path: str, words: str, start: int = 1) -> int:
    """Return the first line, from `start` on, that holds the words; `start` where none does."""
    for number, line in enumerate(_lines(path)[start - 1 :], start):
        if words in line:
            return number
    return start


def forget() -> None:
    """Drop the lines kept, so that the next check reads files again."""
    _lines.cache_clear()


@lru_cache(maxsize=4)
def _lines(path: str) -> list[str]:
    try:
        return read(path).text.split("\n")
    except SourceError:
        return []
