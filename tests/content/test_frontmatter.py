import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from own_time import within

from mlsd_graph.content.frontmatter import FrontMatterError, quick, read, split


def test_front_matter_is_split_from_the_body() -> None:
    text = "---\ntitle: A\n---\nBody\n"
    front, start = split(text)
    assert front == "title: A\n"
    assert text[start:] == "Body\n"


@pytest.mark.parametrize("text", ["", "title: A\n", "---\ntitle: A\n", " ---\ntitle: A\n---\n"])
def test_missing_or_open_front_matter_is_refused(text: str) -> None:
    with pytest.raises(FrontMatterError):
        split(text)


def test_values_are_strings_and_lists_of_strings() -> None:
    found = read("title: no\nminutes: 08\nlevel: 2024-01-01\naliases: [yes, 1.0, 'a: b']\n")
    assert found.values == {
        "title": "no",
        "minutes": "08",
        "level": "2024-01-01",
        "aliases": ["yes", "1.0", "a: b"],
    }
    assert found.lines["aliases"] == 5


_BOMB = "a: &a [x,x]\n" + "".join(
    f"k{i}: &k{i} [*{'a' if not i else f'k{i - 1}'}]\n" for i in range(9)
)


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("title: A\ntitle: B\n", "duplicate-key"),
        ("a: &x 1\nb: *x\n", "yaml-alias"),
        (_BOMB, "yaml-alias"),
        ("base: &b {a: 1}\n<<: *b\n", "yaml-alias"),
        ("a: {b: c}\n", "front-matter-form"),
        ("a: [[b]]\n", "front-matter-form"),
        ("- a\n- b\n", "front-matter-form"),
        ("title: [a\n", "yaml"),
        ("title: 'a\n", "yaml"),
        ("? [a]\n: b\n", "front-matter-form"),
        ("[" * 5000, "front-matter-form"),
        ("a: [" + "b," * 6000 + "]\n", "yaml-too-large"),
        ("a: " + "b" * 70_000, "front-matter-too-large"),
    ],
)
def test_hostile_front_matter_is_refused_quickly(front: str, code: str) -> None:
    with within(1), pytest.raises(FrontMatterError) as refused:
        read(front)
    assert refused.value.code == code
    assert refused.value.line >= 1


def test_tags_make_no_objects() -> None:
    assert read("a: !!python/object:os.system x\n").values == {"a": "x"}


def test_controls_hidden_in_yaml_escapes_are_replaced() -> None:
    assert read('title: "\\e]52;c;\\a x"\n').values["title"] == "\ufffd]52;c;\ufffd x"


_LINES = st.lists(
    st.tuples(
        st.sampled_from(["title", "kind", "level", "steps", "based-on"]),
        st.one_of(
            st.text("aB1 ,:#'\"[]{}-&*!|>%@`~?\\é", max_size=12),
            st.lists(st.text("aB1 -'é:", max_size=5), max_size=3).map(
                lambda items: f"[{', '.join(items)}]"
            ),
        ),
    ),
    max_size=4,
)


@given(_LINES)
def test_the_quick_way_reads_what_yaml_reads(lines: list[tuple[str, str]]) -> None:
    front = "".join(f"{key}: {value}\n" for key, value in lines)
    values = quick(front)
    if values is not None:
        assert values == (yaml.load(front, yaml.BaseLoader) or {})  # noqa: S506  strings only


@pytest.mark.parametrize("text", ["a: " + "x, " * 20_000, "a: [" + "x , " * 900 + "\n"])
def test_the_quick_way_takes_linear_time(text: str) -> None:
    with within(0.5):
        quick(text)
