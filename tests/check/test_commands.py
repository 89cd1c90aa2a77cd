"""`mlsd check` and `mlsd new` as a user runs them."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from checked_pages import concept
from program import call


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "concepts" / "serving"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(concept("a"))
    return tmp_path / "content"


def mlsd(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MLSD_HOME": str(folder / "home"), "NO_COLOR": "1"}
    return call(words, environment, folder)


def test_good_content_exits_0(root: Path) -> None:
    done = mlsd(root.parent, "check", "content")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 page, 1 card: 0 errors, 0 warnings, 0 advice." in done.stderr


def test_findings_are_lines_that_editors_understand(root: Path) -> None:
    (root / "concepts" / "serving" / "b.md").write_text(concept("b", "x [[aa]]\n"))
    done = mlsd(root.parent, "check", "content")
    assert done.returncode == 1
    assert done.stdout.startswith("content/concepts/serving/b.md:9:3: error unknown-id: ")


def test_json_has_the_promised_fields(root: Path) -> None:
    (root / "concepts" / "serving" / "b.md").write_text(concept("b", "x [[a-a]]\n"))
    done = mlsd(root.parent, "check", "content", "--json")
    (record,) = json.loads(done.stdout)
    assert list(record) == ["code", "severity", "path", "line", "column", "message", "hint"]
    assert done.returncode == 1
    assert (
        json.loads(mlsd(root.parent, "check", "--json", "content/concepts/serving/a.md").stdout)
        == []
    )


def test_annotations_are_escaped(root: Path) -> None:
    folder = root / "concepts" / "a, b: c%"
    folder.mkdir()
    (folder / "b.md").write_text(concept("b", "x [[a-a]]\n"))
    done = mlsd(root.parent, "check", "content", "--github")
    (error,) = (line for line in done.stdout.splitlines() if line.startswith("::error"))
    assert error.startswith(
        "::error file=content/concepts/a%2C b%3A c%25/b.md,line=9,col=3,title=unknown-id::There is"
    )


def test_a_file_is_checked_beside_the_rest_of_its_folder(root: Path) -> None:
    (root / "concepts" / "serving" / "b.md").write_text(concept("b", "x [[a]] [[a-a]]\n"))
    good, bad = (mlsd(root.parent, "check", f"content/concepts/serving/{n}.md") for n in "ab")
    assert (good.returncode, good.stdout) == (0, "")
    assert bad.stdout.count("\n") == 1


@pytest.mark.parametrize("path", ["nowhere", "stray.md"])
def test_a_path_that_is_no_content_is_a_usage_error(root: Path, path: str) -> None:
    (root.parent / "stray.md").write_text("x")
    done = mlsd(root.parent, "check", path)
    assert done.returncode == 2
    assert done.stderr.startswith("mlsd: ")
    assert "Traceback" not in done.stderr


def test_hostile_content_never_ends_in_a_traceback(root: Path) -> None:
    folder = root / "concepts" / "serving"
    (folder / "bytes.md").write_bytes(bytes(range(256)) * 20)
    (folder / "line.md").write_text("x" * 1_000_000)
    (folder / "yaml.md").write_text("---\na: &a [*a]\n---\n")
    (folder / "escape.md").write_text(concept("e", "\x1b]52;c;x\x07 [b](javascript:x) [/b]\n"))
    (folder / "link.md").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.md")
    done = mlsd(root.parent, "check", "content")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "Traceback" not in done.stderr
    for name in ("bytes", "line", "yaml", "escape", "link", "pipe"):
        assert f"/{name}.md:" in done.stdout


def test_a_missing_folder_is_a_clear_error(root: Path) -> None:
    done = mlsd(root.parent, "--content", "nowhere", "check")
    assert done.returncode in (1, 2)
    assert "no such content folder" in done.stderr


@pytest.mark.parametrize("title", ["", 'A/B: [x] "q" #1 \\ *b* $5 [/b]', "Ωmega – x", "'", "no"])
def test_a_scaffolded_concept_passes(root: Path, title: str) -> None:
    words = ["--title", title] if title else []
    done = mlsd(
        root.parent,
        "--content",
        "content",
        "new",
        "concept",
        "some-thing",
        "--domain",
        "data",
        *words,
    )
    path = Path(done.stdout.strip())
    assert path == root / "concepts" / "data" / "some-thing.md"
    checked = mlsd(root.parent, "check", "content", "--json")
    assert [f for f in json.loads(checked.stdout) if f["severity"] != "advice"] == []
    assert checked.returncode == 0


@pytest.mark.parametrize("concepts", [1, 3])
def test_a_scaffolded_case_study_passes(root: Path, concepts: int) -> None:
    for name in "bc"[: concepts - 1]:
        (root / "concepts" / "serving" / f"{name}.md").write_text(concept(name))
    if concepts == 1:
        (root / "planned.md").write_text("- x-x: X\n- y-y: Y\n")
    done = mlsd(root.parent, "--content", "content", "new", "case-study", "some-case")
    assert Path(done.stdout.strip()) == root / "case-studies" / "some-case.md"
    checked = mlsd(root.parent, "check", "content")
    assert checked.returncode == 0, checked.stdout


def test_an_existing_page_is_never_overwritten(root: Path) -> None:
    page = root / "concepts" / "serving" / "a.md"
    before = page.read_bytes()
    for words in (["a"], ["a", "--domain", "serving"], ["a", "--dir", "content"]):
        done = mlsd(root.parent, "--content", "content", "new", "concept", *words)
        assert done.returncode == 1
        assert "exists" in done.stderr
    assert page.read_bytes() == before


@pytest.mark.parametrize("name", ["Bad Name", "../x", "a/b", "", "a--b"])
def test_a_name_that_is_no_id_is_refused(root: Path, name: str) -> None:
    done = mlsd(root.parent, "--content", "content", "new", "concept", name)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_advice_is_left_out_on_request_and_still_counted(root: Path) -> None:
    (root / "concepts" / "serving" / "b.md").write_text(concept("b", "x [[soon]], [[a-a]]\n"))
    (root / "planned.md").write_text("- soon: Soon\n")

    everything = mlsd(root.parent, "check", "content")
    done = mlsd(root.parent, "check", "content", "--no-advice")
    records = json.loads(mlsd(root.parent, "check", "content", "--no-advice", "--json").stdout)

    assert "advice planned-link" in everything.stdout
    assert "1 error, 0 warnings, 1 advice.\n" in everything.stderr
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["error"]
    assert "1 error, 0 warnings, 1 advice (not listed).\n" in done.stderr
    assert [record["code"] for record in records] == ["unknown-id"]
    assert done.returncode == 1
