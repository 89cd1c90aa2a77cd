"""The two note types, frozen from version 1 on.

Anki matches note types by id and compares their fields and templates by name. Any change of those
makes a default import report every existing note as conflicting and keep its old text. So names,
ids, order and number never change; templates and CSS may, and then `STYLED` moves on.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

STYLED = 1_795_250_900
"""When templates or CSS last changed (epoch seconds); Anki takes over a note type that is newer."""

TOLD = "X1"
"""The spare field that holds what a diagram says on the answer side."""
_SPARE = (TOLD, "X2", "X3", "X4")
_REST = ("Back", "Typed", "Hint", "Rubric", "Context", "Links", "Source", "Diagram", "Overlay")
_OWN = "MyNotes"

_FOLDED = {"Diagram", "Overlay", *_SPARE}

_ANSWER = """
{{#Back}}<div class="back">{{Back}}</div>{{/Back}}
{{#Rubric}}<div class="rubric">{{Rubric}}</div>{{/Rubric}}
{{#Diagram}}<div class="dg shown" {{#X1}}role="img" aria-label="{{X1}}"{{/X1}}>\
{{Diagram}}{{Overlay}}</div>{{/Diagram}}
{{#MyNotes}}<div class="mine">{{MyNotes}}</div>{{/MyNotes}}
<div class="more">
{{#Context}}{{Context}}{{/Context}}
{{#Links}}{{Links}}{{/Links}}
{{#Source}}<details><summary class="tappable">Sources</summary>{{Source}}</details>{{/Source}}
</div>"""

_DOMAIN = '<div class="domain">{{Subdeck}}</div>\n'
_HINT = '\n{{#Hint}}<div class="hint">{{Hint}}</div>{{/Hint}}'
_TYPED = "\n{{#Typed}}{{type:Typed}}{{/Typed}}"
_DRAWN = '\n{{#Overlay}}<div class="dg">{{Diagram}}{{Overlay}}</div>{{/Overlay}}'
_RULE = "\n<hr id=answer>"


@dataclass(frozen=True, slots=True)
class NoteType:
    """One note type as Anki stores it."""

    id: int
    name: str
    cloze: bool
    fields: tuple[str, ...]
    template: str
    """Name of its one template."""
    question: str
    answer: str
    first_field_id: int
    template_id: int

    def field_ids(self) -> list[int]:
        """Return the ids of the fields, in order."""
        return [self.first_field_id + index for index in range(len(self.fields))]

    def folded(self, name: str) -> bool:
        """Say whether Anki's editor shows this field folded away."""
        return name in _FOLDED


RECALL = NoteType(
    id=1_763_171_140_501,
    name="mlsd recall",
    cloze=False,
    fields=("Key", "Front", *_REST, _OWN, *_SPARE),
    template="Recall",
    question=f'{_DOMAIN}<div class="front">{{{{Front}}}}</div>{_DRAWN}{_HINT}{_TYPED}',
    answer=f'{_DOMAIN}<div class="front">{{{{Front}}}}</div>{_RULE}{_TYPED}{_ANSWER}',
    first_field_id=7_631_711_405_010,
    template_id=7_631_711_405_001,
)
"""Question and answer: basic, typed, estimate, ordered, explain, contrast."""

CLOZE = NoteType(
    id=1_763_171_140_502,
    name="mlsd cloze",
    cloze=True,
    fields=("Key", "Text", *_REST, _OWN, *_SPARE),
    template="Cloze",
    question=f'{_DOMAIN}<div class="front">{{{{cloze:Text}}}}</div>{_HINT}',
    answer=f'{_DOMAIN}<div class="front">{{{{cloze:Text}}}}</div>{_RULE}{_ANSWER}',
    first_field_id=7_631_711_405_110,
    template_id=7_631_711_405_101,
)
"""A text with gaps: one card per number."""

NOTE_TYPES = (RECALL, CLOZE)


@cache
def css() -> str:
    """Return the style sheet of both note types, light and dark."""
    return resources.files("export.anki").joinpath("card.css").read_text("utf-8")
