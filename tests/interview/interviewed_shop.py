"""A case study of two steps, with cards of its own and of its concepts, made by hand."""

from mlsd_graph.content.records import Card, CardHead, CardKind, Step
from mlsd_graph.interview.brief import Brief, Item, Part

TITLES = {"cache": "Result cache", "batch": "Batch scoring", "drift": "Data drift"}


def made(uid: str, question: str, answer: str = "", kind: CardKind = CardKind.BASIC) -> Card:
    head = CardHead(uid, uid, kind, uid.partition("/")[0], 1, uid)
    return Card(head, "serving", question, answer)


def item(text: str, concept: str) -> Item:
    return Item(f"{text} ([[{concept}]])", concept, (TITLES[concept],))


OWN = (
    made("shop/stale", "Popular pages show yesterday's price. Which lifetime?", "Cache minutes."),
    made("shop/morning", "Scoring at night ends after breakfast; who sees an empty table?"),
    made("shop/histogram", "One input's histogram moved against last week. Whom do you page?"),
    made("shop/two-minutes", "Sum it up: cache, scoring table, histogram, owner.", "All of it.",
         CardKind.EXPLAIN),
    made("shop/gap", "Popular pages come from {{c1::a cache}} of minutes.", kind=CardKind.CLOZE),
)  # fmt: skip
BRIEF = Brief(
    case="shop",
    title="Shop",
    problem="Design a shop.",
    told="A million users.",
    parts=(
        Part(
            Step.SERVING,
            "Deploy and serve",
            7,
            "Popular pages come from a result cache with a lifetime of minutes; the nightly "
            "scoring job fills a table for every shopper before breakfast.",
            (item("Caches popular pages", "cache"), item("Scores at night", "batch")),
            (),
        ),
        Part(
            Step.MONITORING,
            "Monitor and maintain",
            4,
            "Watch the histogram of each input against last week and page the owner.",
            (item("Compares inputs with last week", "drift"),),
            (),
        ),
    ),
    cards=OWN,
)
OF_CONCEPTS = {
    "cache": (made("cache/when", "When is a cache of popular pages wrong?", "When prices move."),),
    "batch": (made("batch/late", "A nightly job is late. What do readers get?"),),
    "drift": (made("drift/first", "Which input do you compare first?"),),
}
