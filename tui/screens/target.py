"""A form for the target of a plan: five lines, and what is wrong with them."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from mlsd_graph.errors import MlsdError
from mlsd_graph.level import Level
from mlsd_graph.planning.target import read_target

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from tui.app import MlsdApp

_FIELDS = (
    ("interview", "Date", "2026-12-24"),
    ("minutes", "Minutes a day", "30"),
    ("level", "Level", "junior, mid, senior or staff"),
    ("focus", "Company focus", "ads, search … or nothing for all"),
    ("cases", "Case studies", "ids, or nothing for all"),
)


class TargetScreen(ModalScreen[bool]):
    """Records a target and gives back True; escape changes nothing."""

    DEFAULT_CSS = """
    TargetScreen { align: center middle; }
    TargetScreen > Vertical {
        width: 76; max-width: 96%; height: auto; padding: 1 2;
        border: round $primary; background: $surface;
    }
    TargetScreen Horizontal { height: 1; margin: 0 0 1 0; }
    TargetScreen .label { width: 16; }
    TargetScreen Input { width: 1fr; }
    TargetScreen #hint { height: auto; max-height: 5; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", id="target.back", tooltip="Change nothing"),
    ]

    def __init__(self, study: "Study") -> None:
        super().__init__()
        self._study = study
        self._saving = False

    def compose(self) -> ComposeResult:
        """Lay out one line for each part of a target."""
        known = self._known()
        with Vertical():
            yield Static("The interview", markup=False)
            yield Static("", markup=False)
            for name, label, example in _FIELDS:
                with Horizontal():
                    yield Static(label, classes="label", markup=False)
                    yield Input(
                        known.get(name, ""),
                        placeholder=example,
                        id=name,
                        compact=True,
                        select_on_focus=False,
                        suggester=SuggestFromList(list(Level)) if name == "level" else None,
                    )
            yield Static("", id="hint", markup=False)

    def on_mount(self) -> None:
        """Say how the form works."""
        self._say("tab goes on, enter saves, escape changes nothing.")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Record the target, or say what is wrong with it."""
        event.stop()
        if self._saving:
            return
        self._saving = True
        given = {name: self.query_one(f"#{name}", Input).value.strip() for name, *_ in _FIELDS}
        # Textual leaves the type of an app's result open.
        app = cast("MlsdApp", self.app)  # pyright: ignore[reportUnknownMemberType]  open in Textual
        app.writing(lambda: _saved(self._study, given), self._done)

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(False)

    def _known(self) -> dict[str, str]:
        target = read_target(self._study.settings.interview)
        if target is None or target.day <= self._study.now().day:
            return {}
        return {
            "interview": target.date.isoformat(),
            "minutes": str(target.minutes),
            "level": target.level.value,
            "focus": ", ".join(target.focus),
            "cases": ", ".join(target.cases),
        }

    def _done(self, wrong: str) -> None:
        self._saving = False
        if not (self.is_attached and self.display):
            return
        if wrong:
            self._say(wrong, style="bold $error")
        else:
            self.dismiss(True)

    def _say(self, text: str, style: str = "dim") -> None:
        self.query_one("#hint", Static).update(Content.styled(text, style))


def _saved(study: "Study", given: dict[str, str]) -> str:
    """Record a target; returns what is wrong with it, empty where it was recorded."""
    from mlsd_graph.study.aiming import Wish, aim, names  # noqa: PLC0415  not for the first frame

    if not given["interview"]:
        return "Give the date of the interview, such as 2026-12-24."
    if given["minutes"] and not (given["minutes"].isascii() and given["minutes"].isdigit()):
        return f"{given['minutes']!r} is no number of minutes."
    try:
        wish = Wish(
            given["interview"],
            int(given["minutes"][:6]) if given["minutes"] else None,
            given["level"] or None,
            names([given["focus"]]),
            names([given["cases"]]),
        )
        study.configure("interview", aim(study, wish).text)
    except MlsdError as error:
        return str(error)
    return ""
