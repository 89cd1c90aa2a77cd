"""`## Diagrams`: what becomes of headings, drawings and reasons."""

from pathlib import Path

import pytest
from drawn_content import ANSWERING, DRAWN, PREDICTION_MODES
from page_files import write_pages
from small_content import PAGES

from mlsd_graph.content import Library, load, parse_page
from mlsd_graph.content.chartrecords import Reason
from mlsd_graph.content.records import CardKind, Page, RelationKind, Severity, Step

MODES = "prediction-modes/diagram/modes"


def concept(text: str = PREDICTION_MODES) -> Page:
    return parse_page(text, "/c/concepts/serving/prediction-modes.md", "/c")


def case(text: str = ANSWERING) -> Page:
    return parse_page(text, "/c/case-studies/answering.md", "/c")


def library(root: Path, pages: dict[str, str]) -> Library:
    write_pages(root, {**PAGES, **pages})
    return load([root])


def test_a_diagram_has_its_chart_and_reasons() -> None:
    page = concept()
    assert page.findings == ()
    (diagram,) = page.diagrams
    assert (diagram.key, diagram.title, diagram.card) == ("modes", "Ahead or on request", True)
    assert diagram.step is Step.SERVING
    assert len(diagram.chart.blocks) == 9
    assert diagram.reason("cache") == Reason(
        "cache", "answers in a millisecond, whatever the model costs.", "beta", card=True, line=45
    )
    reason = diagram.reason("lake-fs")
    assert reason is not None
    assert reason.card
    assert "Diagrams" not in page.body


def test_marked_parts_become_cards_with_uids_of_block_ids() -> None:
    cards = [card for card in concept().cards if card.diagram]
    assert [(card.uid, card.kind, card.head.line) for card in cards] == [
        (MODES, CardKind.DIAGRAM, 11),
        (f"{MODES}#rank", CardKind.BLOCK, 44),
        (f"{MODES}#cache", CardKind.BLOCK, 45),
        (f"{MODES}#reg", CardKind.BLOCK, 48),
        (f"{MODES}#lake-fs", CardKind.ARROW, 52),
        (f"{MODES}#client-log", CardKind.ARROW, 53),
    ]
    assert all(card.head.note == card.uid for card in cards)
    assert cards[1].head.name == "Ahead or on request: Inference service"
    assert cards[2].answer == (
        "**Score cache** ([[beta]]): answers in a millisecond, whatever the model costs."
    )
    assert "from Warehouse to Feature store" in cards[4].question
    assert cards[4].answer.startswith("**Warehouse ⇢ Feature store, nightly**:")
    assert cards[0].items[0] == "Feature store"


def test_rewording_moving_and_restyling_keep_the_uids() -> None:
    before = [card.uid for card in concept().cards]
    text = PREDICTION_MODES.replace("Inference service", "Scorer").replace("Ahead or", "On time or")
    text = text.replace(
        "%% grid: fs     | lake | sched", "%% grid: fs | . | sched\n%% grid: . | lake | ."
    )
    text = text.replace("lake -.->|nightly| fs", "lake -->|hourly| fs").replace(
        "`lake -.-> fs`", "`lake --> fs`"
    )
    assert [card.uid for card in concept(text).cards] == before


def test_a_former_id_names_the_cards() -> None:
    text = PREDICTION_MODES.replace("level: core\n", "level: core\nformerly: [modes]\n")
    assert concept(text).cards[0].uid == "modes/diagram/modes"


def test_links_of_a_case_are_uses_of_the_diagram_s_step() -> None:
    uses = {(r.target, r.step) for r in case().head.relations if r.kind is RelationKind.USE}
    assert ("gamma", Step.MODEL) in uses
    assert case(ANSWERING.replace(" {step=model}", "")).diagrams[0].step is Step.SERVING
    mentions = {r.target for r in concept().head.relations if r.kind is RelationKind.MENTION}
    assert mentions == {"alpha", "beta"}


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "kept"),
    [
        ("```mermaid\n", "```mermaid\nflowchart LR\n", "diagram-syntax", 14, False),
        ("- `fs`:", "- `fx`:", "reason-target", 46, True),
        ("- `fs`:", "- `fs`", "reason-form", 46, True),
        ("- `fs`:", "- fs:", "reason-form", 46, True),
        ("- `fs`: the same values as offline, read in milliseconds.", "- `fs`:", "reason-missing",
         46, True),
        ("- `fs`:", "- `rank`:", "reason-doubled", 46, True),
        ("- `lake -.-> fs`:", "- `fs -.-> lake`:", "reason-target", 52, True),
        ("milliseconds.\n", "milliseconds. {.cards}\n", "reason-mark", 46, True),
        ("milliseconds.\n", "milliseconds. {.card}\n", "diagram-cards", 53, True),
        ("{#modes .card}", "{#modes .card .wide}", "diagram-attribute", 11, True),
        ("{#modes .card}", "{step=never}", "diagram-attribute", 11, True),
        ("### Ahead or on request {#modes .card}", "### 日本", "diagram-key-empty", 11, False),
        ("```mermaid\n", "A word.\n\n```mermaid\n", "diagram-text", 12, True),
        ("## Diagrams\n", "## Diagrams\n\nA word.\n", "diagram-text", 10, True),
        ("```mermaid\n", "```\n", "diagram-missing", 11, False),
        ("- `fs`:", "#### More\n\n- `fs`:", "diagram-text", 46, True),
        ("- `fs`:", "```\nx\n```\n- `fs`:", "diagram-text", 11, False),
        ("- `fs`:", "\nWords.\n\n- `fs`:", "not-a-list", 47, True),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_the_rest_stays(
    old: str,
    new: str,
    code: str,
    line: int,
    kept: bool,  # noqa: FBT001
) -> None:
    assert old in PREDICTION_MODES
    page = concept(PREDICTION_MODES.replace(old, new, 1))
    errors = [f for f in page.findings if f.severity is Severity.ERROR]
    assert (errors[0].code, errors[0].line) == (code, line)
    assert errors[0].hint
    assert bool(page.diagrams) is kept
    assert [(each.line, each.cause.code) for each in page.undrawn] == [(11, code)] * (not kept)
    assert page.cards[-1].uid == "prediction-modes/fresh-or-cheap"


def test_two_diagrams_of_one_key_are_an_error() -> None:
    at = PREDICTION_MODES.index("### Ahead")
    end = PREDICTION_MODES.index("## Sources")
    page = concept(PREDICTION_MODES[:end] + PREDICTION_MODES[at:])
    assert [f.code for f in page.findings] == ["diagram-key-doubled"]
    assert len(page.diagrams) == 1
    (undrawn,) = page.undrawn
    assert (undrawn.title, undrawn.cause.line) == ("Ahead or on request", undrawn.line)


def test_a_chart_with_a_thousand_blocks_and_reasons_leaves_its_page_standing() -> None:
    at, end = PREDICTION_MODES.index("flowchart TB"), PREDICTION_MODES.index("## Sources")
    blocks = "".join(f"  b{n}[Block {n}]:::service\n" for n in range(1000))
    reasons = "".join(f"- `b{n}`: stands here.\n" for n in range(1000))
    chart = f"flowchart TB\n{blocks}```\n\n{reasons}\n"

    page = concept(PREDICTION_MODES[:at] + chart + PREDICTION_MODES[end:])

    line = PREDICTION_MODES[:at].count("\n") + 1
    assert [(each.code, each.line) for each in page.findings] == [("diagram-size", line)]
    assert [each.title for each in page.undrawn] == ["Ahead or on request"]
    assert page.cards[-1].uid == "prediction-modes/fresh-or-cheap"


def test_more_reasons_than_any_drawing_has_parts_are_named_and_the_drawing_stays() -> None:
    end = PREDICTION_MODES.index("## Sources")
    reasons = "".join(f"- `b{n}`: stands nowhere.\n" for n in range(1000))

    page = concept(PREDICTION_MODES[:end] + reasons + PREDICTION_MODES[end:])

    assert page.findings[0].line == PREDICTION_MODES[:end].count("\n") + 1
    assert {each.code for each in page.findings} == {"reason-target", "too-many-findings"}
    assert len(page.diagrams) == 1


def test_a_style_that_differs_from_the_drawing_is_a_warning() -> None:
    page = concept(PREDICTION_MODES.replace("`lake -.-> fs`", "`lake --> fs`"))
    (found,) = page.findings
    assert (found.code, found.severity) == ("reason-style", Severity.WARNING)
    assert "lake -.-> fs" in found.hint


def test_only_concepts_and_case_studies_draw(tmp_path: Path) -> None:
    text = "---\ntitle: T\nminutes: 5\n---\nWords.\n\n## Diagrams\n"
    page = parse_page(text, tmp_path / "framework/data.md", tmp_path)
    assert [f.code for f in page.findings] == ["section-unknown"]


def test_the_library_knows_the_cards_before_a_page_is_parsed(tmp_path: Path) -> None:
    pages = library(tmp_path, DRAWN)
    assert pages.pages["prediction-modes"].diagrams == 1
    assert f"{MODES}#lake-fs" in pages.cards
    assert pages.cards[f"{MODES}#lake-fs"].kind is CardKind.ARROW
    assert pages.card(f"{MODES}#rank").part == "rank"
    assert [head.uid for head in pages.pages["answering"].cards] == [
        "answering/diagram/from-question-to-answer#guard",
        "answering/diagram/from-question-to-answer#rerank",
        "answering/diagram/from-question-to-answer#trace-chunk",
        "answering/first-stage",
    ]


def test_a_diagram_moves_to_another_page_with_its_cards(tmp_path: Path) -> None:
    at = PREDICTION_MODES.index("## Diagrams")
    end = PREDICTION_MODES.index("## Sources")
    moved = PREDICTION_MODES[at:end].replace("{#modes .card}", "{#prediction-modes/modes .card}")
    pages = library(
        tmp_path,
        {
            "concepts/serving/prediction-modes.md": PREDICTION_MODES[:at] + PREDICTION_MODES[end:],
            "concepts/serving/alpha.md": PAGES["concepts/serving/alpha.md"].replace(
                "## Sources", f"{moved}## Sources"
            ),
        },
    )
    assert pages.findings == ()
    assert pages.cards[f"{MODES}#rank"].page == "alpha"
    assert pages.card(f"{MODES}#rank").answer.startswith("**Inference service**")
    assert pages.card(MODES).kind is CardKind.DIAGRAM


def test_a_diagram_on_two_pages_belongs_to_its_own(tmp_path: Path) -> None:
    at = PREDICTION_MODES.index("## Diagrams")
    end = PREDICTION_MODES.index("## Sources")
    copied = PREDICTION_MODES[at:end].replace("{#modes .card}", "{#prediction-modes/modes .card}")
    alpha = PAGES["concepts/serving/alpha.md"].replace("## Sources", f"{copied}## Sources")
    pages = library(tmp_path, {**DRAWN, "concepts/serving/alpha.md": alpha})
    assert pages.cards[f"{MODES}#rank"].page == "prediction-modes"
    assert not any(card.diagram for card in pages.page("alpha").cards)
    assert [f.code for f in pages.findings] == ["uid-doubled"]
