"""All that is known of one card, as a document."""

from typing import TYPE_CHECKING

from mlsd_graph.clean import clean_line
from mlsd_graph.memory import Phase
from mlsd_graph.percent import percent
from mlsd_graph.study.judging import interval_text
from tui.rendering import styles
from tui.rendering.canvas import Rendered
from tui.rendering.document import Document

if TYPE_CHECKING:
    from mlsd_graph.study.views import CardInfo, LogLine

_PHASES = {
    Phase.NEW: "new",
    Phase.LEARNING: "learning",
    Phase.REVIEW: "in review",
    Phase.RELEARNING: "relearning",
}


def draw_info(info: "CardInfo", width: int) -> Rendered:
    """Render a card's place, memory, reason and log."""
    document = Document(width)
    head = info.card.head
    document.text(f"{info.page.title} › {head.name}", styles.HEADINGS[0])
    document.text(f"{head.kind} · {head.uid}", styles.QUIET)
    document.heading("Now", 3)
    for line in _memory(info):
        document.text(line)
    document.heading("Why", 3)
    document.text(info.reason.text if info.reason else "It is not in today's queue.")
    for line in info.why:
        document.text(clean_line(line), styles.QUIET)
    document.heading("Log", 3)
    for entry in reversed(info.log):
        document.text(_entry(entry), styles.STRUCK if entry.undone else "")
    if not info.log:
        document.text("Nothing yet.")
    return document.rendered()


def _memory(info: "CardInfo") -> list[str]:
    state = info.state
    if state is None:
        return ["new, never asked"]
    first = [_PHASES[Phase(state.phase)]]
    first += ["suspended"] if state.suspended else []
    first += ["buried"] if state.buried_until else []
    first += ["★ marked"] if state.marked else []
    lines = [", ".join(first)]
    if state.reps:
        recall = f"recall {percent(info.recall)}, " if info.recall is not None else ""
        stable = interval_text(state.stability)
        lines.append(f"{recall}stability {stable}, difficulty {state.difficulty:.1f} of 10")
        reviews = "1 review" if state.reps == 1 else f"{state.reps} reviews"
        lines.append(f"{reviews}, forgotten {state.lapses}×")
    return lines


def _entry(entry: "LogLine") -> str:
    words = [f"{entry.at:%Y-%m-%d %H:%M}", entry.kind]
    if entry.rating is not None:
        words.append(entry.rating.word)
    if entry.interval is not None:
        words.append(f"→ {interval_text(entry.interval)}")
    if entry.seconds:
        words.append(f"in {entry.seconds:.0f} s")
    if entry.undone:
        words.append("(undone)")
    return clean_line("  ".join(words))
