"""The command palette: jump to any page by a few letters of its name, or to the phone."""

from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

if TYPE_CHECKING:
    from tui.app import MlsdApp

_FIRST = 12
_PHONE = "Phone: export a deck, import reviews"
_PHONE_HELP = "Decks for Anki, and what comes back from there"


class PageProvider(Provider):
    """Pages of the library, found by title and alias with typos forgiven."""

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
                yield DiscoveryHit(page.title, lambda id_=page.id: app.open_page(id_))

    async def search(self, query: str) -> Hits:
        """Offer the pages that match best."""
        app = cast("MlsdApp", self.app)
        if self._index is None or app.study is None:
            return
        for hit in self._index.search(query, limit=_FIRST):
            if hit.id in app.study.library.pages:
                yield Hit(
                    hit.score, hit.title, lambda id_=hit.id: app.open_page(id_), help=hit.kind
                )


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
            yield Hit(score, matcher.highlight(_PHONE), app.open_phone, help=_PHONE_HELP)
