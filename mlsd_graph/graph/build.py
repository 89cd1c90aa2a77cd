"""Builds the graph from the heads of a library, and again from the few pages that changed."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from mlsd_graph.content.naming import CONTRAST, note_of_pair
from mlsd_graph.content.records import CardHead, PageHead, PageKind
from mlsd_graph.graph.model import Graph
from mlsd_graph.graph.order import opened
from mlsd_graph.graph.relations import Resolve, Stated, stated
from mlsd_graph.graph.walk import by_depth

if TYPE_CHECKING:
    from mlsd_graph.content import Library


class Heads(Protocol):
    """What the graph needs of a library."""

    @property
    def pages(self) -> Mapping[str, PageHead]:
        """Id → page, in content order."""
        ...

    @property
    def cards(self) -> Mapping[str, CardHead]:
        """Uid → card, in content order; with the cards that stated contrasts yield."""
        ...

    @property
    def aliases(self) -> Mapping[str, str]:
        """Former id → current id."""
        ...


def build(library: "Heads | Library") -> Graph:
    """Build the graph of all pages but tracks."""
    nodes = _nodes(library)
    resolve = _resolver(nodes, library.aliases)
    said = {id_: stated(page, resolve) for id_, page in nodes.items()}
    acyclic = opened({id_: page.prerequisites for id_, page in said.items() if page.prerequisites})
    cards: dict[str, list[CardHead]] = {}
    for card in library.cards.values():
        cards.setdefault(card.page, []).append(card)
    return Graph(
        pages=nodes,
        aliases=library.aliases,
        cards_of={id_: tuple(heads) for id_, heads in cards.items() if id_ in nodes},
        stated=said,
        prerequisites_of=acyclic.edges,
        contrasts_of=_contrasts(said),
        used_by=_used_by(said),
        contrast_cards=_sorted(c for c in library.cards.values() if is_contrast(c)),
        cycles=acyclic.cycles,
    )


def updated(graph: Graph, library: "Heads | Library", changed: Collection[str]) -> Graph:
    """Build the graph after some pages changed, sharing what did not.

    Edited text costs about a millisecond with 10,000 pages; a page that came, went or changed its
    kind or name, and a cycle, cost a full build. `changed` holds the ids of all such pages.
    """
    if library.aliases != graph.aliases or _reshaped(graph, library, changed):
        return build(library)
    nodes = dict(graph.pages)
    nodes.update((id_, library.pages[id_]) for id_ in changed if id_ in nodes)
    resolve = _resolver(nodes, library.aliases)
    before = {id_: graph.stated[id_] for id_ in changed if id_ in nodes}
    after = {id_: stated(nodes[id_], resolve) for id_ in before}
    needs = {i: s.prerequisites for i, s in after.items() if s[0] != before[i].prerequisites}
    if needs and (graph.cycles or _closes(graph, needs)):
        return build(library)
    said = dict(graph.stated) | after
    cards = dict(graph.cards_of)
    for id_, page in after.items():
        cards.pop(id_, None)
        if heads := _cards(nodes[id_], library, page):
            cards[id_] = heads
    paired = any((s.contrasts, s.members) != (before[i][1], before[i][4]) for i, s in after.items())
    used = any(s.uses != before[i].uses for i, s in after.items())
    fresh = Graph(
        pages=nodes,
        aliases=library.aliases,
        cards_of=cards,
        stated=said,
        prerequisites_of=_patched(graph.prerequisites_of, needs, nodes),
        contrasts_of=_contrasts(said) if paired else graph.contrasts_of,
        used_by=_used_by(said) if used else graph.used_by,
        contrast_cards=_sorted(
            card
            for heads in (graph.contrast_cards, *(cards.get(id_, ()) for id_ in after))
            for card in heads
            if is_contrast(card) and (card.page not in after or heads is not graph.contrast_cards)
        ),
        cycles=graph.cycles,
    )
    stale = [("prerequisites_of", bool(needs)), ("used_by", used)]
    fresh.carry(graph, [name for name, is_stale in stale if is_stale])
    return fresh


def _nodes(library: "Heads | Library") -> dict[str, PageHead]:
    track = PageKind.TRACK
    return {id_: page for id_, page in library.pages.items() if page.kind is not track}


def _resolver(nodes: Mapping[str, PageHead], aliases: Mapping[str, str]) -> Resolve:
    def resolve(name: str) -> PageHead | None:
        return nodes.get(name) or nodes.get(aliases.get(name, ""))

    return resolve


def _reshaped(graph: Graph, library: "Heads | Library", changed: Iterable[str]) -> bool:
    def shape(page: PageHead | None) -> object:
        return page and page.kind is not PageKind.TRACK and (page.kind, page.formerly)

    return any(
        (shape(graph.pages.get(id_)) or None) != (shape(library.pages.get(id_)) or None)
        for id_ in changed
    )


def _closes(graph: Graph, needs: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether one changed page needs what needs it; two pages at once are left to a full build."""
    if len(needs) > 1:
        return True
    concept, prerequisites = next(iter(needs.items()))
    return not prerequisites.keys().isdisjoint(by_depth(concept, graph.dependents_of))


def _patched(
    edges: Mapping[str, Mapping[str, str]],
    needs: Mapping[str, Mapping[str, str]],
    ids: Iterable[str],
) -> Mapping[str, Mapping[str, str]]:
    """Replace the prerequisites of some concepts, in content order as a full build has them."""
    if not needs:
        return edges
    return {id_: new for id_ in ids if (new := needs[id_] if id_ in needs else edges.get(id_))}


def _cards(page: PageHead, library: "Heads | Library", said: Stated) -> tuple[CardHead, ...]:
    """Cards of one page without a look at all others: its own, then those of its contrasts."""
    uids = dict.fromkeys(card.uid for card in page.cards)
    for other in said.contrasts:
        uids[contrast_uid(page, library.pages[other])] = None
    heads = (library.cards.get(uid) for uid in uids)
    return tuple(head for head in heads if head is not None and head.page == page.id)


def is_contrast(card: CardHead) -> bool:
    """Whether a card tells two concepts apart, derived or authored with `vs`."""
    return card.note.startswith(CONTRAST)


def _sorted(cards: Iterable[CardHead]) -> tuple[CardHead, ...]:
    return tuple(sorted(cards, key=lambda card: card.uid))


def contrast_uid(one: PageHead, other: PageHead) -> str:
    """Uid of the card of two contrasted concepts: their first ids, sorted."""
    return note_of_pair(*(page.formerly[0] if page.formerly else page.id for page in (one, other)))


def _contrasts(said: Mapping[str, Stated]) -> dict[str, dict[str, str]]:
    """Both directions of every pair; a reason comes from the first page that gives one."""
    found: dict[str, dict[str, str]] = {}

    def join(a: str, b: str, reason: str) -> None:
        if not found.setdefault(a, {}).get(b):
            found[a][b] = reason
            found.setdefault(b, {})[a] = reason

    for id_, page in said.items():
        for other, reason in page.contrasts.items():
            join(id_, other, reason)
        for i, member in enumerate(page.members):
            for other in page.members[i + 1 :]:
                join(member, other, "")
    return found


def _used_by(said: Mapping[str, Stated]) -> dict[str, list[str]]:
    used: dict[str, list[str]] = {}
    for case, page in said.items():
        for concept in page.uses:
            used.setdefault(concept, []).append(case)
    return used
