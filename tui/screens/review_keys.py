"""The keys of a review; they are Anki's where Anki has them."""

from textual.binding import Binding, BindingType

from tui.screens.base import GRAPH_KEY

REVIEW_KEYS: list[BindingType] = [
    Binding(
        "space,enter",
        "reveal",
        "Show",
        id="review.reveal",
        tooltip="Show the answer or its next item; again: the grade in brackets",
    ),
    Binding("1", "grade(1)", "Again", id="review.again", show=False, tooltip="Not recalled"),
    Binding("2", "grade(2)", "Hard", id="review.hard", show=False, tooltip="Recalled, but barely"),
    Binding("3", "grade(3)", "Good", id="review.good", show=False, tooltip="Recalled"),
    Binding("4", "grade(4)", "Easy", id="review.easy", show=False, tooltip="Recalled at once"),
    Binding("u", "undo", "Undo", id="review.undo", tooltip="Take back the last act"),
    Binding("U", "redo", "Redo", id="review.redo", show=False, tooltip="Do again what was undone"),
    Binding("o", "concept", "Concept", id="review.concept", tooltip="Open the page of the card"),
    GRAPH_KEY,
    Binding("i", "info", "Info", id="review.info", tooltip="Its log, and why it is asked now"),
    Binding("e", "edit", "Edit", id="review.edit", tooltip="Edit the file at the card's line"),
    Binding(
        "minus",
        "bury",
        "Bury",
        id="review.bury",
        show=False,
        tooltip="Hide the card until tomorrow",
    ),
    Binding(
        "at", "suspend", "Suspend", id="review.suspend", show=False, tooltip="Stop asking the card"
    ),
    Binding(
        "asterisk", "mark", "Mark", id="review.mark", show=False, tooltip="Mark or unmark the card"
    ),
    Binding("q,escape", "leave", "End", id="review.end", tooltip="End the session"),
]
