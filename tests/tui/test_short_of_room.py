"""What a small terminal shows of the keys and of Today."""

from pathlib import Path

import pytest
from flows import running

MODES = ("t Today", "b Browse", "a Plan", "s Stats", "c Cases", "? Help")


@pytest.mark.parametrize("keys", [(), ("b", "escape"), ("a",), ("s",), ("c",)])
async def test_all_modes_stand_in_the_keys_at_80_columns(
    tmp_path: Path, content: Path, keys: tuple[str, ...]
) -> None:
    async with running(tmp_path, content) as app:
        line = (await app.press(*keys)).splitlines()[-1]

        assert all(mode in line for mode in MODES), line


async def test_the_first_key_of_today_stays(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content, (60, 20)) as app:
        assert app.text.splitlines()[-1].startswith("⏎ Review t Today")


async def test_what_opens_next_ends_with_a_whole_entry(tmp_path: Path, content: Path) -> None:
    alpha = (content / "concepts/serving/alpha.md").read_text(encoding="utf-8")
    for name in ("alpha", "beta", "gamma"):
        (content / f"concepts/serving/{name}.md").unlink()
    for number in range(6):
        page = alpha.replace("title: Alpha", f"title: A ground of many words {number}")
        (content / f"concepts/serving/ground-{number}.md").write_text(page, encoding="utf-8")
    needs = "".join(f"- [[ground-{n}]]: It stands on it.\n" for n in range(6))
    for number in range(6):
        page = alpha.replace("title: Alpha", f"title: Roof {number}")
        page = page.replace("## Sources", f"## Prerequisites\n{needs}\n## Sources")
        (content / f"concepts/serving/roof-{number}.md").write_text(page, encoding="utf-8")

    async with running(tmp_path, content, (80, 22)) as app:
        roofs = [line for line in app.text.splitlines() if "after A ground" in line]
        assert roofs
        assert all(line.endswith(" more") for line in roofs)
        assert app.app.screen.query_one("#today").max_scroll_y == 0
