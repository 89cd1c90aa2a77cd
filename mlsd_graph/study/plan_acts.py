"""What a learner does about a plan beside setting its target: going on, and hearing of its end."""

from mlsd_graph.content.records import PageKind
from mlsd_graph.errors import UsageError
from mlsd_graph.store import Kind
from mlsd_graph.study.travels import Travelling


class PlanActs(Travelling):
    """Records what is done about a plan; the target itself is a setting."""

    def more(self, minutes: int) -> None:
        """Give the plan of today more minutes; one undo takes them back.

        Raises:
            UsageError: There is no plan for today.
        """
        with self._lock:
            if self._present.line.queue(self.now()).world.overlay.plan is None:
                hint = "`mlsd plan --interview 2026-12-24 --minutes 45` makes one."
                raise UsageError("There is no plan that could go on.", hint)
            data = {"day": self.now().day, "minutes": minutes}
            self.store.record(Kind.MORE, data=data, when=self._at)
            self._table.clear()
            self._present.read()
            self._keep_up()

    def choose_again(self) -> None:
        """Let the queue follow a policy that was chosen since it was built."""
        with self._lock:
            self._present.line.returned()
            self._keep_up()

    def cases(self) -> tuple[str, ...]:
        """All case studies, in content order."""
        return tuple(self.graph.by_kind[PageKind.CASE_STUDY])

    def case(self, name: str) -> str:
        """Find a case study by its current or a former id.

        Raises:
            UnknownIdError: There is no such page; the nearest ids are proposed.
            UsageError: It is another kind of page.
        """
        id_ = self.library.resolve(name)
        kind = self.library.pages[id_].kind
        if kind is not PageKind.CASE_STUDY:
            raise UsageError(f"{id_} is a {kind.value}, not a case study.", "Name a case study.")
        return id_

    def plan_ended(self) -> str:
        """Say that the interview was, until that was dismissed; empty where there is none."""
        from mlsd_graph.planning.target import read_target  # noqa: PLC0415  not before the first card

        text = self.settings.interview
        target = read_target(text)
        if target is None or target.days_left(self.now().day) >= 0:
            return ""
        heard = (event.values.get("what") for event in self.store.events(kinds=(Kind.DISMISS,)))
        if text in heard:
            return ""
        return f"The plan toward {target.date} has ended; the queue is the plain one again."

    def dismiss_plan(self) -> None:
        """Say no more that the plan has ended."""
        self.store.record(Kind.DISMISS, data={"what": self.settings.interview}, when=self._at)
