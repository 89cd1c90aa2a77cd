"""Authored Markdown → `textual.content.Content`, wrapped to a width, with links to follow.

Textual's own Markdown widget takes a second for 60 blocks and crashes on tokens it does not know.
Nothing here builds markup: styles are spans, and data is only ever text.
"""

from tui.rendering.canvas import Link, Rendered
from tui.rendering.document import Document, render
from tui.rendering.flow import Flow
from tui.rendering.inline import Cloze

__all__ = ["Cloze", "Document", "Flow", "Link", "Rendered", "render"]
