"""The line under a card: what to press, and when the card returns for each grade."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from mlsd_graph.content.records import CardKind
from mlsd_graph.memory import Outcome, Rating
from mlsd_graph.study.judging import interval_text
from tui.widgets.card_view import Stage

if TYPE_CHECKING:
    from mlsd_graph.study.views import Shown

_NAMES = {
    Rating.AGAIN: ("Again", "$text-error"),
    Rating.HARD: ("Hard", "$text-warning"),
    Rating.GOOD: ("Good", "$text-success"),
    Rating.EASY: ("Easy", "$text-primary"),
}

_ASK = {
    CardKind.ORDERED: "space shows the first item",
    CardKind.EXPLAIN: "say it aloud, then space shows the checklist",
    CardKind.TYPED: "type the answer, enter; or escape, and space shows it",
    CardKind.BLOCK: "name it and say why, then space shows it",
    CardKind.ARROW: "say what it carries and why, then space shows it",
    CardKind.DIAGRAM: "draw it, then space shows one block after another",
    CardKind.ESTIMATE: "type a number, enter; or escape, and space shows it",
}
_BY_STAGE = {
    Stage.TICKING: "x or space ticks what you said, enter ends",
    Stage.RECALLING: "space shows the next item",
}


class GradeBar(Static):
    """Four grades with their intervals, or one sentence while there is nothing to grade yet."""

    DEFAULT_CSS = """
    GradeBar {
        height: 1;
        padding: 0 2;
        background: $panel;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def say(self, text: str) -> None:
        """Show what the keys do now."""
        self.update(Content.styled(text, "$text-muted"))

    def show(self, shown: "Shown", stage: Stage, proposed: Rating, *, types: bool) -> None:
        """Offer the grades of an answered card, else say what the keys do.

        `types` says that a typed card's line has them.
        """
        if stage is Stage.ANSWERED:
            self.offer(shown.outcomes, proposed)
        else:
            self.hint(shown.card.kind, stage, types=types)

    def hint(self, kind: CardKind, stage: Stage, *, types: bool) -> None:
        """Say what the keys do before the answer is shown."""
        asked = _ASK.get(kind, "space shows the answer")
        if not types and kind in {CardKind.TYPED, CardKind.ESTIMATE}:
            asked = "tab, then type the answer; or space shows it"
        said = "" if stage is Stage.WAITING else _BY_STAGE.get(stage, asked)
        if stage is not Stage.TICKING:
            said = said.replace("space", self._key("reveal", "space"))
        self.say(said)

    def offer(self, outcomes: Mapping[Rating, Outcome], proposed: Rating) -> None:
        """Show the four grades; the one that space gives is in brackets and reversed."""
        parts: list[Content] = []
        for rating, (name, color) in _NAMES.items():
            interval = interval_text(outcomes[rating].interval)
            key = self._key(f"grade({rating.value})", str(rating.value))
            text = f"{key} {name} {interval}"
            if rating is proposed:
                parts.append(Content.styled(f"[{text}]", "bold reverse"))
            else:
                parts.append(Content.assemble(" ", (f"{key} {name}", color), f" {interval} "))
        self.update(Content("  ").join(parts))

    def _key(self, action: str, usual: str) -> str:
        """Name the first key that is in force for an action of the screen."""
        for each in self.screen.active_bindings.values():
            if each.binding.action == action:
                if each.binding.key == usual:
                    return usual
                # Textual leaves the type of an app's result open.
                return self.app.get_key_display(each.binding)  # pyright: ignore[reportUnknownMemberType]  open in Textual
        return usual
