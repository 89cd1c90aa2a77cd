"""The keys of a placement test; those of a grade choose the level before it."""

from textual.binding import Binding, BindingType

PLACEMENT_KEYS: list[BindingType] = [
    Binding("space,enter", "on", "Show", id="placement.on", tooltip="Show the answer; go on"),
    Binding("1", "choose(1)", "No", id="placement.no", show=False, tooltip="Not known; junior"),
    Binding("2", "choose(2)", "Partly", id="placement.partly", show=False, tooltip="Partly; mid"),
    Binding("3", "choose(3)", "Yes", id="placement.yes", show=False, tooltip="Known; senior"),
    Binding("4", "choose(4)", "At once", id="placement.easy", show=False, tooltip="At once; staff"),
    Binding("n", "unknown", "Not known", id="placement.unknown", tooltip="I don't know it"),
    Binding("u", "undo", "Undo", id="placement.undo", tooltip="Take back the last answer"),
    Binding("e", "end", "End now", id="placement.end", tooltip="End with what is known by now"),
    Binding("r", "again", "Again", id="placement.again", tooltip="Begin a new placement"),
    Binding("x", "decline", "No, never", id="placement.decline", tooltip="Offer it no more"),
    Binding("q,escape", "app.pop_screen", "Later", id="placement.later", tooltip="Go on later"),
]
