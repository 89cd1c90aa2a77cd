"""The command palette: commands, any page by the words of its name, and the phone."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.system_commands import SystemCommandsProvider

from mlsd_graph.clean import clean_line
from tui.ranking import command_score, page_score

if TYPE_CHECKING:
    from tui.app import MlsdApp

_FIRST = 12
_LOOKED_AT = 100
"""Hits of the search, cards among them, to find these pages in."""
_PHONE = "Phone: export a deck, import reviews"
_PHONE_HELP = "Decks for Anki, and what comes back from there"


class CommandProvider(SystemCommandsProvider):
    """Textual's commands and our modes, before all pages where they are meant."""

    async def search(self, query: str) -> Hits:
        """Offer the commands that match."""
        async for hit in super().search(query):
            if isinstance(hit, Hit):
                hit.score = command_score(query, hit.text or "", hit.score)
            yield hit


class PageProvider(Provider):
    """Pages of the library, found by the words of title and aliases with a typo forgiven."""

    async def startup(self) -> None:
        """Build the index once per opening of the palette."""
        from mlsd_graph.search import Index  # noqa: PLC0415  rapidfuzz: 20 ms

        study = cast("MlsdApp", self.app).study
        self._index = Index.build(study.library) if study is not None else None

    async def discover(self) -> Hits:
        """Offer the seven steps before anything is typed."""
        app = cast("MlsdApp", self.app)
        if app.study is None:
            return
        for page in list(app.study.library.pages.values()):
            if page.kind == "framework":
                title = Content(clean_line(page.title))
                yield DiscoveryHit(title, lambda id_=page.id: app.open_page(id_), title.plain)

    async def search(self, query: str) -> Hits:
        """Offer the pages that match best."""
        app = cast("MlsdApp", self.app)
        if self._index is None or app.study is None:
            return
        offered = 0
        for hit in self._index.search(query, limit=_LOOKED_AT):
            page = app.study.library.pages.get(hit.id)
            if page is None:
                continue
            score = page_score(query, " ".join((page.title, *page.aliases)), hit.score)
            if score and offered < _FIRST:
                offered += 1
                # The palette reads plain text as markup, and a title may hold any.
                title = Content(clean_line(hit.title))
                open_ = partial(app.open_page, hit.id)
                yield Hit(score, title, open_, title.plain, help=hit.kind)


class PhoneProvider(Provider):
    """The way to the phone and back."""

    async def discover(self) -> Hits:
        """Offer it before anything is typed."""
        app = cast("MlsdApp", self.app)
        if app.has_phone:
            yield DiscoveryHit(_PHONE, app.open_phone, help=_PHONE_HELP)

    async def search(self, query: str) -> Hits:
        """Offer it where it matches."""
        app, matcher = cast("MlsdApp", self.app), self.matcher(query)
        if app.has_phone and (score := matcher.match(_PHONE)) > 0:
            score = command_score(query, _PHONE, score)
            yield Hit(score, matcher.highlight(_PHONE), app.open_phone, help=_PHONE_HELP)
