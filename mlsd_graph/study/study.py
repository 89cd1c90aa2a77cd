"""`Study`: content, graph, log and queue behind one door.

The app, line mode and scripts record a grade through the same `answer`. Every method may be
called from any thread; one lock orders them. The rooms behind the door are a chain of classes, each
built on the one before: `desk.Desk` holds what is open, `asking.Asking` chooses cards, `acts.Acts`
records, `travels.Travelling` knows which decks are out, `plan_acts.PlanActs` records what is done
about a plan, and `Study`, here, looks at content and log.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from mlsd_graph.content.glance import Cover
from mlsd_graph.errors import FolderGoneError
from mlsd_graph.paths import Paths
from mlsd_graph.store import Above, Store
from mlsd_graph.study.desk import Clock
from mlsd_graph.study.plan_acts import PlanActs
from mlsd_graph.study.views import CardInfo, Place, Reloaded, Session

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.content.records import Finding
    from mlsd_graph.graph import Readiness
    from mlsd_graph.study.crediting import Standing
    from mlsd_graph.study.statistics import Stats


class Study(PlanActs):
    """One learner's content and state, open."""

    @classmethod
    def open(  # noqa: PLR0913  what an open study is made of
        cls,
        paths: Paths,
        roots: Sequence[Path],
        clock: Clock,
        content_cache: Path | None = None,
        *,
        at: tuple[int, int] | None = None,
        named: str = "",
        write: bool = True,
        folders: Sequence[Path] = (),
    ) -> Self:
        """Open content and state; `at` fixes the time of all that is asked and recorded.

        `named` says which content this is where it is not the configured one. `folders` are the
        roots in their order, with those that do not exist yet and are read once they do.

        Raises:
            ContentError: No content folder exists.
            StateError: The state file is damaged, newer than this program, or cannot be made.
        """
        cover = Cover(content_cache, roots)
        store = Store.open(paths, clock, write=write)

        def read() -> "Library":
            from mlsd_graph.content import load  # noqa: PLC0415  not before the first card

            return load(roots, cache=content_cache)

        try:
            return cls(paths, read, cover, store, clock, at=at, named=named, folders=folders)
        except BaseException:
            store.close()
            raise

    @property
    def first_run(self) -> bool:
        """Whether no review has ever been recorded."""
        return not any(day.reviews for day in self.store.days())

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should be told after opening."""
        from mlsd_graph.check.stray import stray_told  # noqa: PLC0415  not before the first card
        from mlsd_graph.content import faults  # noqa: PLC0415  not before the first card

        roots, refusal = self.library.shelf.roots, self.store.refusal
        found = faults.errors(self.library.findings)
        said = (
            f"You can look, but nothing is kept. {refusal}" if refusal else "",
            faults.told(found, roots) if found else "",
            stray_told(roots),
        )
        return tuple(each for each in said if each)

    def care(self) -> None:
        """Back up if it is time, and leave for `mlsd due` what it must know of the content."""
        with self._lock:
            if self.store.refusal is None:
                self.store.back_up_if_due()
                self._follow_others()
                self._remember()

    def settle(self) -> None:
        """Do as `care` does after a single act, without a long look that would tell nothing new.

        That is where neither content nor queue was needed, and nothing stood or stands above the
        plain schedule today; counting the states is right then.
        """
        with self._lock:
            if self.store.refusal is not None:
                return
            plain = self.store.above(self.now().day, self._named) == Above(self.now().day)
            if self._present.is_warm or self._unsure or self._uncounted or not plain:
                self.care()
            else:
                self.store.back_up_if_due()

    def close(self) -> None:
        """Close the state file; no act is saved here, because each has been."""
        with self._lock:
            self._count()
        self.store.close()

    def info(self, uid: str) -> CardInfo:
        """Tell all that is known of a card, its log included."""
        from mlsd_graph.study.explaining import why  # noqa: PLC0415  not before the first card
        from mlsd_graph.study.history import log_lines  # noqa: PLC0415  not before the first card
        from mlsd_graph.study.ticked import told  # noqa: PLC0415  not before the first card

        with self._lock:
            card = self.library.card(uid)
            counts = self.settings.credit != "off"
            said = told(self.store, self.graph, card.head.page) if counts else ()
            reason = self._present.line.queue(self.now()).reason(uid)
            return CardInfo(
                card=card,
                page=self.library.pages[card.head.page],
                state=self.states.get(uid),
                recall=self.recall(uid),
                reason=reason,
                why=(*why(self.graph, card.head.page, reason), *said),
                log=log_lines(self.store.events(uid)),
            )

    def recall(self, uid: str) -> float | None:
        """Probability of recalling a card now; None if it was never graded."""
        return self._present.recall(uid, self.now())

    def page_recall(self, page_id: str) -> float:
        """Mean recall over the cards of a page, unseen ones counting as 0."""
        return self._present.page_recall(page_id, self.now())

    def readiness(self, case_id: str) -> "Readiness":
        """Tell how ready the learner is for a case study today, at the level of a target."""
        from mlsd_graph.study.known import ready  # noqa: PLC0415  not before the first card

        return ready(self)(case_id)

    def editable(self, page_or_card: str) -> Place:
        """Find the line to edit; a page of an installed package is first copied.

        Raises:
            UnknownIdError: There is no such page or card.
            ContentError: The copy could not be written.
        """
        from mlsd_graph.content import refresh  # noqa: PLC0415  not before the first card
        from mlsd_graph.study.editing import editable  # noqa: PLC0415  not before the first card

        with self._lock:
            head = self.library.cards.get(page_or_card)
            if head is None and page_or_card not in self.library.pages:
                for fault in self.library.faults(page_or_card):
                    return Place(path=Path(fault.path), line=max(fault.line, 1))
            page = self.library.page(head.page if head else page_or_card).head
            path = editable(page, self.paths.own_content)
            if path != Path(page.path):
                after = refresh(self.library, roots=self._roots(self.paths.own_content))
                if after is not None:
                    self._present.use(after, after.changed)
            current = self.library.cards.get(page_or_card)
            return Place(path=path, line=current.line if current else 1)

    def reload(self) -> Reloaded | None:
        """Read changed content files, and folders that were made; None where nothing changed.

        Raises:
            FolderGoneError: A content folder has gone; said once, and what was read stays.
        """
        from mlsd_graph.content import refresh  # noqa: PLC0415  not before the first card
        from mlsd_graph.content.faults import errors  # noqa: PLC0415  not before the first card

        gone = [root for root in self.library.roots if not root.is_dir()]
        said, self._gone = self._gone, gone
        if gone:
            if gone == said:
                return None
            raise FolderGoneError(f"{gone[0]} is gone.", "What was read stays meanwhile.")
        before = self.library
        after = refresh(before, roots=self._roots())
        if after is None:
            return None
        with self._lock:
            self._present.use(after, after.changed)
        known = set(before.findings)
        fresh = errors(each for each in after.findings if each not in known)
        return Reloaded(tuple(sorted(after.changed)), after.findings, fresh)

    def faults(self, path: Path) -> "tuple[Finding, ...]":
        """Errors of one content file as of the last look."""
        from mlsd_graph.content.faults import errors  # noqa: PLC0415  not before the first card

        return errors(each for each in self.library.findings if each.path == str(path))

    def session(self) -> Session:
        """Sum up what was done since the study was opened."""
        with self._lock:
            return self._ledger.session(self.store, self.now(), self._present.orphans())

    def stats(self) -> "Stats":
        """Count reviews, retention, streak and what is ahead."""
        from mlsd_graph.study.statistics import statistics  # noqa: PLC0415  not before the first card

        with self._lock:
            self._follow_others()
            found = self.credit()
            counts = found and {
                "saved": found.saved,
                "evidence": round(found.evidence, 3),
                "answers": found.observed,
                "ticked": found.ticked,
            }
            return statistics(
                self.store, self.library, self.states, self.now(), self.recall, counts, self.order()
            )

    def order(self) -> str:
        """Who orders new concepts, in a line; empty before a first answer, or where none do."""
        from mlsd_graph.study.ordering import told  # noqa: PLC0415  not before the first card

        chosen = self.settings.graph_order and self.settings.earned_order
        if not chosen or not self.graph.has_edges:
            return ""
        if self._present.line.queue(self.now()).world.overlay.plan is not None:
            return ""
        return told(self.store, self.graph, self.library.cards)

    def credit(self) -> "Standing | None":
        """How the learner's answers bear out graph credit; None where it is switched off."""
        from mlsd_graph.study.crediting import kept  # noqa: PLC0415  not before the first card

        settings, day = self.settings, self.now().day
        if settings.credit == "off":
            return None
        return kept(self.store, self.graph, self.library.cards, settings, day)
