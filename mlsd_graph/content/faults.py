"""Errors of content files told in one breath: the first place, and how much more there is."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import Finding, Severity


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out what keeps nothing from being shown."""
    return tuple(each for each in findings if each.severity is Severity.ERROR)


def place(finding: Finding, roots: Sequence[str]) -> str:
    """Write where a finding is: the path in its content folder, line and column."""
    path = finding.path
    for root in roots:
        path = path.removeprefix(f"{root}/")
    where = f":{finding.line}:{finding.column}" if finding.line else ""
    return f"{clean_line(path)}{where}"


def mark(finding: Finding) -> str:
    """Name file, line and code in a few columns."""
    name = clean_line(PurePath(finding.path).name)
    return f"{name}{f':{finding.line}' if finding.line else ''} {finding.code}"


def told(faults: Sequence[Finding], roots: Sequence[str]) -> str:
    """Tell the first of some errors whole, and count the files and the rest."""
    first = faults[0]
    said = f"{place(first, roots)} {first.code}: {clean_line(first.message)}"
    files = _count(len({each.path for each in faults}), "file")
    more = len(faults) - 1
    rest = f"{_count(more, 'more error')}, {files} in all" if more else f"{files} with errors"
    hint = f" {clean_line(first.hint)}" if first.hint else ""
    return f"{said}{hint} {rest}; `mlsd check` lists them."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
