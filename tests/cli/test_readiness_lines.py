"""The table of readiness keeps its columns, however long a range is."""

from mlsd_graph.cli.readiness_lines import case_table
from mlsd_graph.graph.readiness import Readiness
from mlsd_graph.paths import shipped_content
from mlsd_graph.study.outlook import Expected
from mlsd_graph.study.readiness import CaseReadiness

_PAST = tuple((f"2026-{1 + i // 28:02}-{1 + i % 28:02}", i / 60) for i in range(60))
_LINE = 80


def told(case: str, expected: Expected | None) -> CaseReadiness:
    return CaseReadiness(case, Readiness(case, 1.0, {}, ()), expected, _PAST, {}, None)


def test_the_longest_ranges_move_no_column() -> None:
    ranges = (
        Expected(0.0, 0.5, 0.05, 0.6),
        Expected(0.0, 0.95, 0.9, 1.0),
        Expected(0.0, 1.0, 1.0, 1.0),
        None,
    )
    rows = [told("case", each) for each in ranges]
    head, *lines = case_table(rows, lambda _: "Title")[:5]
    assert {line.index("Title") for line in lines} == {len(lines[0]) - len("Title")}
    columns = head.index("over time")
    assert {line[columns - 2 : columns] for line in lines} == {"  "}
    assert all(line[columns] != " " for line in lines)


def test_the_longest_shipped_title_fits_beside_the_longest_range() -> None:
    files = (shipped_content() / "case-studies").glob("*.md")
    heads = (path.read_text(encoding="utf-8").splitlines() for path in files)
    titles = [line[7:] for lines in heads for line in lines[:9] if line.startswith("title: ")]
    longest = max(titles, key=len)
    lines = case_table([told("case", Expected(1.0, 1.0, 1.0, 1.0))], lambda _: longest)
    assert len(lines[1]) <= _LINE
