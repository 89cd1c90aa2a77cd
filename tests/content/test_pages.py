from pathlib import Path

import pytest

from mlsd_graph.content import load, parse_page
from mlsd_graph.content.records import STEP_TITLES, CardKind, Page, PageKind, RelationKind, Step
from mlsd_graph.errors import UnknownIdError

ROOT = "/content"


def parse(text: str, path: str = "concepts/serving/two-tower-model.md") -> Page:
    return parse_page(text, f"{ROOT}/{path}", ROOT)


CONCEPT = r"""---
title: Two-tower model
kind: technique
level: core
steps: [model, serving]
aliases: [dual encoder, bi-encoder]
formerly: [twin-encoder]
---
A two-tower model encodes apart.

Prose with [[cross-encoder|re-rankers]], `[[code]]`, $`[[x]]`$ and

```math
[[not-a-link]]
```

| a | b |
|---|---|
| [[in-table\|x]] | b |

## Free section

More.

## Prerequisites
- [[embedding]]: both towers
  need one space.
- [[sampling]]: because of [[embedding]] and [[third]].

## Contrasts
- [[cross-encoder]]: One is fast, the other exact.

## Sources
- Yi et al. (2019). [Title](https://doi.org/10.1145/1). RecSys.

## Cards

### Why it scales
Q: Why?

A: Because.

### Sampling bias
In-batch negatives over-sample {{c1::popular items}}; subtract {{c2::the log::which?}}.

### Against {vs=other-thing}
Q: When?

A: Then.
"""


def test_a_concept_is_read_whole() -> None:
    page = parse(CONCEPT)
    head = page.head
    assert page.findings == ()
    assert head.kind is PageKind.CONCEPT
    assert (head.id, head.domain, head.title) == ("two-tower-model", "serving", "Two-tower model")
    assert (head.concept_kind, head.level) == ("technique", "core")
    assert head.steps == (Step.MODEL, Step.SERVING)
    assert head.aliases == ("dual encoder", "bi-encoder")
    assert page.summary == "A two-tower model encodes apart."
    assert "Free section" in page.body
    assert "Prerequisites" not in page.body
    assert page.sources == ("Yi et al. (2019). [Title](https://doi.org/10.1145/1). RecSys.",)
    relations = [(r.kind.value, r.target, r.line) for r in head.relations]
    assert relations == [
        ("mention", "cross-encoder", 11),
        ("mention", "in-table", 19),
        ("prerequisite", "embedding", 26),
        ("prerequisite", "sampling", 28),
        ("mention", "embedding", 28),
        ("mention", "third", 28),
        ("contrast", "cross-encoder", 31),
    ]
    assert head.relations[2].reason == "both towers need one space."


def test_uids_use_the_first_id_the_file_ever_had() -> None:
    page = parse(CONCEPT)
    assert [card.uid for card in page.cards] == [
        "twin-encoder/why-it-scales",
        "twin-encoder/sampling-bias#c1",
        "twin-encoder/sampling-bias#c2",
        "contrast:other-thing~twin-encoder",
        "contrast:cross-encoder~twin-encoder",
    ]
    assert [card.head.line for card in page.cards] == [38, 43, 43, 46, 31]
    last = page.cards[-1]
    assert last.kind is CardKind.CONTRAST
    assert not last.head.authored
    assert last.question.startswith("Two-tower model or cross encoder:")
    assert last.answer == "One is fast, the other exact."


CHART = "```mermaid\nflowchart TB\na[A]\nb[B]\nc[C]\nd[D]\na --> b\nb --> c\nc --> d\n```\n\n"


def case_study(**changed: str) -> str:
    items = "".join(f"- [ ] Says it ([[concept-{n}]])\n" for n in range(3))
    steps = "".join(
        f"## {title}\n\n{changed.get(title, 'Prose with [[used]].')}\n\n### Checklist\n{items}\n"
        for title in STEP_TITLES.values()
    )
    return (
        "---\ntitle: Ads\nlevel: core\ndomains: [ads]\n---\nThe problem.\n\nMore of it.\n\n"
        f"{steps}## Diagrams\n\n### One {{#one step=data}}\n\n{CHART}"
        f"- `a` [[drawn]]: reason.\n\n### Two\n\n{CHART}- `b` [[drawn-too]]: reason.\n\n"
        "## Sources\n- A (2020). [B](https://c.d)\n\n## Cards\n\n### One\nQ: a\n\nA: b\n"
    )


def test_a_case_study_is_seven_steps_with_checklists() -> None:
    page = parse(case_study(), "case-studies/ads.md")
    assert page.findings == ()
    assert page.summary == "The problem.\n\nMore of it."
    assert [section.step for section in page.steps] == list(Step)
    first = page.steps[0]
    assert first.body == "Prose with [[used]]."
    assert [item.concept for item in first.checklist] == ["concept-0", "concept-1", "concept-2"]
    assert first.checklist[0].text == "Says it ([[concept-0]])"
    uses = {(r.target, r.step): r.weight for r in page.head.relations if r.kind is RelationKind.USE}
    assert uses["used", Step.MODEL] == 0.3
    assert uses["concept-0", Step.MODEL] == 0.6
    assert uses["drawn", Step.DATA] == 0.3
    assert uses["drawn-too", Step.SERVING] == 0.3
    assert page.cards[0].domain == "case studies"


def test_a_link_in_prose_and_checklist_counts_once_with_the_larger_weight() -> None:
    text = case_study(**{"Develop the model": "See [[concept-1]]."})
    uses = [
        r.weight
        for r in parse(text, "case-studies/ads.md").head.relations
        if (r.target, r.step) == ("concept-1", Step.MODEL)
    ]
    assert uses == [0.6]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("## Develop the model", "## Build the model", "section-unknown"),
        ("## Develop the model", "## Build the model", "section-missing"),
        ("## Deploy and serve", "## Monitor and maintain", "section-doubled"),
        ("### Checklist\n- [ ] Says it ([[concept-0]])", "### List\n", "checklist-missing"),
        ("- [ ] Says it ([[concept-0]])\n", "- Says it ([[concept-0]])\n", "checklist-form"),
        ("- [ ] Says it ([[concept-0]])\n", "- [ ] Says it\n", "checklist-link"),
        ("([[concept-0]])", "([[concept-1]])", "checklist-doubled"),
        ("- [ ] Says it ([[concept-0]])\n", "", "checklist-length"),
    ],
)
def test_a_case_study_out_of_form_is_reported(old: str, new: str, code: str) -> None:
    page = parse(case_study().replace(old, new, 1), "case-studies/ads.md")
    assert code in [finding.code for finding in page.findings]


def test_sets_tracks_and_framework_pages_are_read() -> None:
    contrasts = parse(
        "---\ntitle: When\nmembers: [a, b, c]\nquestion: What triggers it?\n---\n"
        "| a | b |\n|---|---|\n| [[a\\|A]] | c |\n\nA paragraph.\n",
        "contrasts/when.md",
    )
    assert contrasts.head.members == ("a", "b", "c")
    assert contrasts.head.question == "What triggers it?"
    track = parse(
        "---\ntitle: T\naudience: all\ncase_studies: [x, y]\n---\nWhy [[x]] first.\n",
        "tracks/t.md",
    )
    assert track.head.case_studies == ("x", "y")
    assert track.head.audience == "all"
    step = parse("---\ntitle: Data\nminutes: 8\n---\nEight minutes.\n", "framework/data.md")
    assert step.head.minutes == 8
    assert [p.findings for p in (contrasts, track, step)] == [(), (), ()]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: technique", "kind: method", "value-unknown"),
        ("level: core\n", "", "key-missing"),
        ("steps: [model, serving]", "steps: serving", "value-form"),
        ("aliases:", "alias:", "key-unknown"),
        ("- [[embedding]]: both", "- embedding: both", "relation-form"),
        ("- [[embedding]]: both towers\n  need one space.", "- [[embedding]]", "reason-missing"),
        ("- [[sampling]]", "- [[embedding]]", "relation-doubled"),
        ("[[cross-encoder|re-rankers]]", "[[Cross Encoder]]", "link-form"),
        ("## Cards\n", "## Cards\n\nStray text.\n", "text-between-cards"),
        ("## Free section", "# Free section", "heading-level"),
        ("## Free section", "  ## Free section", "heading-indented"),
        ("## Free section", "## Sources", "section-doubled"),
        ("### Sampling bias", "### Why it scales!", "card-key-doubled"),
        ("### Why it scales", "### {#}", "card-attribute"),
    ],
)
def test_a_concept_out_of_form_is_reported(old: str, new: str, code: str) -> None:
    found = [finding.code for finding in parse(CONCEPT.replace(old, new, 1)).findings]
    assert code in found


def test_sections_after_the_cards_are_reported_and_the_cards_kept() -> None:
    page = parse(CONCEPT + "\n## Notes\n\nText.\n")
    assert "after-cards" in [finding.code for finding in page.findings]
    assert len(page.cards) == 5


def test_a_broken_card_leaves_the_others(tmp_path: Path) -> None:
    page = parse(CONCEPT.replace("A: Because.", "B: Because."))
    assert [finding.code for finding in page.findings] == ["card-no-answer"]
    assert [finding.line for finding in page.findings] == [38]
    assert len(page.cards) == 4


def test_the_example_pages_of_the_repository_load() -> None:
    root = Path(__file__).resolve().parents[2] / "content"
    library = load([root])
    assert len(library.pages) > 50
    for name in library.pages:
        page = library.page(name)
        assert page.head == library.pages[name]
        assert page.summary or page.head.kind is PageKind.CONTRAST_SET
    with pytest.raises(UnknownIdError, match=r"Did you mean .*two-tower-model"):
        library.page("two-tower-modell")
