"""The parse cache: rows and stamps of all files as one blob, and an index for a single card.

It holds text only, never code: a damaged or foreign file is ignored and written anew. The layout
is one line of JSON that gives the lengths, then the index, the stamps and the rows.
"""

import contextlib
import json
import os
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlsd_graph.content.records import Finding, Severity

if TYPE_CHECKING:
    from mlsd_graph.content.shelf import Shelf

Stamps = dict[str, tuple[int, int]]
"""Path → modification time in ns and size, as `walk` finds them."""

_FORMAT = 2
_LARGEST = 1 << 30
_HEADER_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Glance:
    """Where pages stand, without their rows."""

    roots: tuple[str, ...]
    index: str
    """Lines of id, tab and path, one a page."""
    origins: dict[str, str]
    owners: dict[str, str]
    """Note → page, of cards whose uid does not say where they stand."""
    titles: str
    """Lines of id, tab and title, of pages and planned concepts."""

    def path(self, name: str) -> str:
        """Path of a page, or an empty string."""
        return _line(self.index, name)

    def title(self, name: str) -> str:
        """Title of a page or planned concept, or an empty string."""
        return _line(self.titles, name)


def _line(table: str, name: str) -> str:
    start = table.find(f"\n{name}\t")
    if start < 0:
        return ""
    start += len(name) + 2
    return table[start : table.find("\n", start)]


def write_cache(path: Path, shelf: "Shelf") -> None:
    """Write the cache beside its place and move it there; a failure costs only time."""
    from mlsd_graph.content.rows import title  # noqa: PLC0415  only where something changed
    from mlsd_graph.content.ties import tie  # noqa: PLC0415  only where something changed

    ties = tie(shelf)
    index = "".join(f"\n{name}\t{where}" for name, where in shelf.pages.items()) + "\n"
    titles = {name: text for each in shelf.planned.values() for name, text in each.items()}
    titles.update({name: title(shelf.row(where)) for name, where in shelf.pages.items()})
    named = "".join(f"\n{name}\t{text}" for name, text in titles.items() if text) + "\n"
    paths = [path for path in shelf.stamps if path in shelf.rows]
    about = json.dumps(
        {
            "origins": ties.origins,
            "owners": {note: pages[0] for note, pages in ties.moved.items()},
            "broken": {p: [_listed(f) for f in each] for p, each in shelf.broken.items()},
            "planned": shelf.planned,
            "doubled": [_listed(f) for f in shelf.doubled],
            "formerly": shelf.formerly,
            "keyed": sorted(shelf.keyed),
            "without": [p for p in shelf.stamps if p not in shelf.rows],
        },
        ensure_ascii=True,
    )
    parts = [
        about.encode(),
        index.encode("utf-8", "surrogateescape"),
        named.encode(),
        _stamp_lines(shelf.stamps),
        b"\n".join([shelf.row(p) for p in paths]),
    ]
    header = {
        "format": _FORMAT,
        "program": _program(),
        "roots": list(shelf.roots),
        "sizes": [len(part) for part in parts],
        "sums": [zlib.crc32(part) for part in parts],
    }
    with contextlib.suppress(OSError, UnicodeError):
        _replace(path, [json.dumps(header).encode() + b"\n", *parts])


def read_cache(path: Path, roots: tuple[str, ...], now: Stamps) -> "Shelf | None":
    """Read the whole cache; None where there is none that fits.

    `now` are the stamps that the files have: where they are the same, they are not parsed.
    """
    from mlsd_graph.content.shelf import Shelf  # noqa: PLC0415  a glance needs no shelf

    try:
        about, index, _, stamps, rows = _parts(path, roots, 5)
        known: dict[str, Any] = json.loads(about)
        stamped = now if stamps == _stamp_lines(now) else _stamps(stamps)
        without = set(known["without"])
        paths = [p for p in stamped if p not in without] if without else list(stamped)
        each = rows.split(b"\n") if rows else []
        pages = index.decode("utf-8", "surrogateescape")[1:-1]
        return Shelf(
            roots=roots,
            stamps=stamped,
            rows=dict(zip(paths, each, strict=True)),
            keyed=set(known["keyed"]),
            broken={p: [_finding(f) for f in found] for p, found in known["broken"].items()},
            planned=known["planned"],
            pages=_pairs(pages),
            doubled=tuple(_finding(f) for f in known["doubled"]),
            formerly=known["formerly"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def read_glance(path: Path, roots: tuple[str, ...]) -> Glance | None:
    """Read only the index; None where there is no cache that fits."""
    try:
        about, index, titles = _parts(path, roots, 3)
        known = json.loads(about)
        text = index.decode("utf-8", "surrogateescape")
        return Glance(roots, text, known["origins"], known["owners"], titles.decode())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _parts(path: Path, roots: tuple[str, ...], count: int) -> list[bytes]:
    """Read the first parts and prove their checksums.

    Raises:
        ValueError: The file is damaged, of another format, program or other folders.
    """
    with path.open("rb") as file:
        header = json.loads(file.readline(_HEADER_BYTES * 4))
        if (
            header["format"] != _FORMAT
            or header["program"] != _program()
            or tuple(header["roots"]) != roots
            or not 0 <= sum(header["sizes"]) < _LARGEST
        ):
            raise ValueError("the cache is of another program or other folders")
        parts: list[bytes] = []
        for size, total in zip(header["sizes"][:count], header["sums"], strict=False):
            part = file.read(size)
            if len(part) != size or zlib.crc32(part) != total:
                raise ValueError("the cache is damaged")
            parts.append(part)
    return parts


def _pairs(lines: str) -> dict[str, str]:
    """Read lines of two fields; one split for all makes no list for each line."""
    flat = lines.replace("\n", "\t").split("\t") if lines else []
    return dict(zip(flat[0::2], flat[1::2], strict=True))


def _stamp_lines(stamps: Stamps) -> bytes:
    lines = [f"{path}\t{time}\t{size}\n" for path, (time, size) in stamps.items()]
    return "".join(lines).encode("utf-8", "surrogateescape")


def _stamps(lines: bytes) -> Stamps:
    text = lines.decode("utf-8", "surrogateescape")
    flat = text.replace("\n", "\t").split("\t")
    return dict(
        zip(
            flat[0:-1:3],
            zip(map(int, flat[1::3]), map(int, flat[2::3]), strict=True),
            strict=True,
        )
    )


def _program() -> str:
    """Changes with the parser, so that rows made by another version are not trusted."""
    folder = os.path.dirname(__file__)  # noqa: PTH120  pathlib would cost more than the answer
    with os.scandir(folder) as entries:
        files = sorted(
            (entry.name, entry.stat().st_mtime_ns, entry.stat().st_size)
            for entry in entries
            if entry.name.endswith(".py")
        )
    return f"{zlib.crc32(repr(files).encode()):08x}"


def _replace(path: Path, parts: list[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        new.replace(path)
    except OSError:
        new.unlink()
        raise


def _listed(finding: Finding) -> list[str | int]:
    return [
        finding.code,
        finding.severity.value,
        finding.path,
        finding.line,
        finding.column,
        finding.message,
        finding.hint,
    ]


def _finding(listed: list[Any]) -> Finding:
    code, severity, path, line, column, message, hint = listed
    return Finding(code, Severity(severity), path, int(line), int(column), message, hint)
