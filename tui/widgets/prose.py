"""Shows a document at whatever width it gets, in one pass; its links can be chosen."""

from collections.abc import Callable

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region, Size, Spacing
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual, VisualType
from textual.widget import Widget
from textual.widgets import Static

from tui.rendering import Link, Rendered

Draw = Callable[[int], Rendered]
"""Renders a document for a width in cells."""


class _Drawn(Visual):
    """Renders when the width is known; layout and painting ask for the same one."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._by_width: dict[int, Rendered] = {}
        self.chosen = -1

    def at(self, width: int) -> Rendered:
        """Render for a width; the last two are kept, because a scroll bar may come and go."""
        if width not in self._by_width:
            while len(self._by_width) > 1:
                del self._by_width[next(iter(self._by_width))]
            self._by_width[width] = self._draw(width)
        return self._by_width[width]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Paint."""
        rendered = self.at(width)
        shows_choice = 0 <= self.chosen < len(rendered.links)
        content = rendered.chosen(self.chosen) if shows_choice else rendered.content
        return content.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002  theirs
        """Take all the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002  Textual's signature
        """Count the lines at a width."""
        return self.at(width).height


class Prose(Static):
    """A document in a `Static`; one widget for a whole page, because each block costs 16 ms."""

    DEFAULT_CSS = """
    Prose { height: auto; width: 1fr; max-width: 100; }
    """
    # Nothing is laid out in it: where its size changes, the layout that changed it has done all.
    # Textual's own would lay out and paint the whole screen once more, 25 to 35 ms later.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__("", id=id, markup=False)
        self._drawn: _Drawn | None = None

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show other content, measured anew.

        Textual keeps a size until the next layout, also one that was measured between two changes:
        when a widget that was hidden and a scrolled screen are asked where they are. A new key of
        its styles is the public way to have it measured again.
        """
        if layout:
            self.clear_cached_dimensions()
            self.styles.merge_rules({})
        super().update(content, layout=layout)

    def show(self, draw: Draw, chosen: int = -1) -> None:
        """Show a document from now on, with one of its links chosen; -1 for none."""
        self._drawn = _Drawn(draw)
        self._drawn.chosen = chosen
        self.update(self._drawn)

    def clear(self) -> None:
        """Show nothing."""
        self._drawn = None
        self.update(Content())

    @property
    def links(self) -> tuple[Link, ...]:
        """The links in reading order; empty before the first layout."""
        width = self.content_size.width
        return self._drawn.at(width).links if self._drawn and width else ()

    @property
    def chosen(self) -> Link | None:
        """The link that would be followed."""
        links = self.links
        index = self._drawn.chosen if self._drawn else -1
        return links[index] if 0 <= index < len(links) else None

    @property
    def position(self) -> int:
        """Index of the chosen link, -1 for none."""
        return self._drawn.chosen if self._drawn else -1

    def choose(self, index: int) -> None:
        """Choose a link and bring its line into view."""
        if self._drawn is None:
            return
        self._drawn.chosen = index
        # the visual is the same, so only an explicit refresh paints it again
        self.refresh()
        link = self.chosen
        if link is not None:
            line = Region(0, link.line, self.size.width, 1)
            self.scroll_visible_region(line)

    def scroll_visible_region(self, region: Region) -> None:
        """Scroll the container so that a part of this widget can be seen."""
        parent = self.parent
        if isinstance(parent, Widget):
            moved = region.translate(self.virtual_region.offset)
            parent.scroll_to_region(moved, spacing=Spacing(1, 0, 1, 0), animate=False)
