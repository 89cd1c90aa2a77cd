"""Phone: what is out and what came back, files that wait, and the ways out and back."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mlsd_graph.clean import clean_line
from tui.phone import PACKAGES
from tui.screens.base import StudyScreen
from tui.screens.path import PathScreen
from tui.screens.transfer import TransferScreen
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.travels import Travels

_DAY_MS = 86_400_000
_KIB = 1024
_AROUND, _FOUND = 2, 2
"""Lines of title and keys, and above the first file."""
_OUT = (
    "Export a deck, send it to the phone and open it there in Anki. Later decks bring what is new "
    "and changed; the phone keeps its schedule. For a phone that has none of the cards yet, export "
    "with progress: it goes on where you are."
)
_BACK = (
    "In Anki, export the MLSD deck with “Include scheduling information” ticked, and bring the "
    "file here. You see what is in it before anything is recorded."
)


class _Look(NamedTuple):
    """What there is to show."""

    travels: "Travels"
    files: tuple[Path, ...]
    labels: tuple[str, ...]
    now: tuple[int, int]


class PhoneScreen(StudyScreen):
    """The way to the phone and back."""

    DEFAULT_CSS = """
    PhoneScreen VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    PhoneScreen #about { height: auto; padding: 1 2 0 2; max-width: 104; }
    PhoneScreen #found { height: auto; padding: 1 2 0 2; text-style: bold; }
    PhoneScreen OptionList {
        height: 1fr; margin: 0 1; background: $background;
        text-wrap: nowrap; text-overflow: ellipsis;
        &, &:focus { border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "export(False)", "Export", id="phone.export", tooltip="Write a deck"),
        Binding(
            "w", "export(True)", "With progress", id="phone.progress",
            tooltip="Write a deck with schedule and review log, for a phone that has none",
        ),
        Binding("i", "bring", "Import …", id="phone.import", tooltip="Import a file by its path"),
        Binding("q,escape", "app.pop_screen", "Back", id="phone.back", tooltip="Back"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[Path, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out what is out, above the files that were found."""
        yield Static("Phone", id="title", markup=False)
        with VerticalScroll():
            yield Static("looking …", id="about", markup=False)
        yield Static("Found, newest first; enter looks inside", id="found", markup=False)
        yield OptionList(markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show no files before they were looked for."""
        self._show_files()

    def on_resize(self) -> None:
        """Keep the files in sight: the text above them is known, and scrolls."""
        self._make_room()

    def show_study(self, study: "Study") -> None:
        """Look at log and folders off the loop."""
        self.mlsd.writing(lambda: self._look(study), self._draw)

    def action_export(self, progress: bool) -> None:  # noqa: FBT001  an action's one argument
        """Ask where to, then write a deck."""
        phone, study = self.mlsd.phone, self.study
        if phone is None or study is None:
            return
        what = "A deck with your schedule and review log" if progress else "A deck"

        def export(out: Path | None) -> None:
            if out is not None:
                self.mlsd.push_screen(
                    TransferScreen(
                        "To the phone",
                        lambda show: phone.export(study, out, show, progress=progress),
                    )
                )

        asked = PathScreen(f"{what}, to which file?", _short(phone.deck()), writes=True, ends=())
        self.mlsd.push_screen(asked, export)

    def action_bring(self) -> None:
        """Ask for a file, then look into it."""
        phone = self.mlsd.phone
        if phone is None or self.study is None:
            return
        asked = PathScreen(
            "Which file from the phone? (.apkg or .colpkg)",
            f"{_short(phone.deck().parent)}/",
            writes=False,
            ends=PACKAGES,
        )
        self.mlsd.push_screen(asked, self._bring)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Look into a file that was found."""
        if event.option_index < len(self._files):
            self._bring(self._files[event.option_index])

    def _bring(self, file: Path | None) -> None:
        phone, study = self.mlsd.phone, self.study
        if file is not None and phone is not None and study is not None:
            transfer = TransferScreen("From the phone", lambda show: phone.look(study, file, show))
            self.mlsd.push_screen(transfer)

    def _look(self, study: "Study") -> _Look:
        phone, now = self.mlsd.phone, study.now()
        files = tuple(phone.found(study)) if phone else ()
        return _Look(study.travels(), files, tuple(map(_label, files)), (now.ms, now.offset))

    def _draw(self, look: _Look) -> None:
        if not self.is_here:
            return
        self.query_one("#about", Static).update(about(look.travels, look.now))
        options = self.query_one(OptionList)
        if look.files != self._files:
            self._files = look.files
            options.clear_options()
            options.add_options([Option(Content(label)) for label in look.labels])
            if look.files:
                options.highlighted = 0
        self._show_files()
        options.focus()

    def _show_files(self) -> None:
        for shown in (self.query_one("#found"), self.query_one(OptionList)):
            shown.display = bool(self._files)
        self._make_room()

    def _make_room(self) -> None:
        kept = _AROUND + (_FOUND + len(self._files) if self._files else 0)
        self.query_one(VerticalScroll).styles.max_height = max(1, self.size.height - kept)


def about(travels: "Travels", now: tuple[int, int]) -> Content:
    """Write what is out, what came back, and what the ways are for."""
    sent = _ago(travels.sent, now)
    back = _ago(travels.back, now)
    lines = [
        Content(f"The last deck went out {sent}." if sent else "No deck has gone out yet."),
        Content(f"Something came back {back}." if back else "Nothing has come back yet."),
        Content(""),
        Content.styled("Out", "bold underline"),
        Content(_OUT),
        Content(""),
        Content.styled("Back", "bold underline"),
        Content(_BACK),
    ]
    return Content("\n").join(lines)


def _ago(at: int, now: tuple[int, int]) -> str:
    if not at:
        return ""
    zone = timezone(timedelta(minutes=now[1])) if now[1] else UTC
    when = datetime.fromtimestamp(at / 1000, zone)
    days = max(0, (now[0] - at) // _DAY_MS)
    ago = "less than a day ago" if not days else "1 day ago" if days == 1 else f"{days} days ago"
    return f"on {when:%A %d %B} ({ago})".replace(" 0", " ")


def _label(file: Path) -> str:
    """Name a file with its size and when it was written."""
    try:
        facts = file.stat()
    except OSError:
        return clean_line(_short(file))
    when = f"{datetime.fromtimestamp(facts.st_mtime).astimezone():%d %b %H:%M}"
    size = facts.st_size / _KIB
    amount = f"{size:,.0f} kB" if size < _KIB else f"{size / _KIB:,.1f} MB"
    return clean_line(f"{file.name}  {when}  {amount}  {_short(file.parent)}")


def _short(path: Path) -> str:
    """Write the home folder as `~`."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except ValueError:
        return str(path)
