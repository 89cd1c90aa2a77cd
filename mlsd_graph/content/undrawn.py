"""Why a diagram is not where it should be, as a sentence for its place."""

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import Undrawn


def why_undrawn(figure: Undrawn) -> str:
    """Tell what is wrong and where; file and line lead an editor to it."""
    cause = figure.cause
    return clean_line(f"This diagram cannot be drawn: {cause.message} {cause.path}:{cause.line}")
