"""Cards by the hundred, and months of answers around the turn of the study day."""

import random
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mlsd_graph.memory import CardState, Rating, Settings, apply, preview
from mlsd_graph.paths import Paths
from mlsd_graph.store import Draft, Store

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
_GAPS = (MINUTE, 10 * MINUTE, 8 * HOUR, 20 * HOUR, 24 * HOUR, int(1.2 * DAY), 5 * DAY, 15 * DAY)


def write_cards(folder: Path, count: int) -> list[str]:
    """Write pages of ten cards and return their uids."""
    for page in range(0, count, 10):
        cards = "".join(
            f"### Card {n}\nQ: What is it that number {n} holds?\n\nA: Value {n}.\n\n"
            for n in range(page, min(page + 10, count))
        )
        path = folder / f"concepts/area-{page % 3}/page-{page}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"---\ntitle: Page {page}\nkind: concept\nlevel: core\nsteps: [serving]\n---\n"
            f"Page {page} holds values.\n\n## Cards\n\n{cards}",
            "utf-8",
        )
    return [f"page-{n // 10 * 10}/card-{n}" for n in range(count)]


def offset(zone: str, at: int) -> int:
    """Minutes east of UTC in a zone at a time in UTC milliseconds."""
    found = datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).utcoffset()
    assert found is not None
    return round(found.total_seconds() / 60)


def answers(uids: list[str], zone: str, now: int, seed: str) -> list[Draft]:
    """Answer most cards over 200 days before `now`, in order of time."""
    rng = random.Random(seed)  # noqa: S311  seeded test data
    settings = Settings()
    drafts: list[Draft] = []
    for uid in uids:
        at = now - rng.randrange(2 * HOUR, 200 * DAY)
        state: CardState | None = None
        for _ in range(rng.choice((0, 1, 2, 4, 8, 12))):
            rating = Rating(rng.choices((1, 2, 3, 4), (3, 2, 7, 1))[0])
            east = offset(zone, at)
            seen = preview(uid, state, settings, at, east, reviews_live=state.reps if state else 0)
            due_day = seen[rating].due_day
            took = rng.randrange(1000, 20_000)
            drafts.append(Draft("review", uid, int(rating), took, due_day, when=(at, east)))
            state = apply(state, uid, rating, at, east, due_day, settings)
            at += rng.choice(_GAPS) + rng.randrange(40 * MINUTE)
            if rng.random() < 0.3:  # to within a second of 04:00 in some zone
                at += HOUR * rng.randrange(1, 24) - at % HOUR + rng.randrange(-1000, 1000)
            if at >= now:
                break
    return sorted(drafts, key=lambda draft: draft.when or (0, 0))


def opened(home: Path, now: int, east: int) -> Store:
    """Open a state of its own whose clock stands still."""
    paths = Paths(state=home / "state", config=home / "config", cache=home / "cache")
    return Store.open(paths, lambda: (now, east))
