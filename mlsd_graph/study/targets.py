"""What a learner does about a plan beside setting its target: going on, and hearing of its end."""

from mlsd_graph.content.records import PageKind
from mlsd_graph.errors import UsageError
from mlsd_graph.study.travels import DISMISSED, Travelling

MORE = "more"
"""Kind of event by which a learner goes on after the day's minutes; {day, minutes}."""


class Preparing(Travelling):
    """Records what is done about a plan; the target itself is a setting."""

    def more(self, minutes: int) -> None:
        """Give the plan of today more minutes."""
        with self._lock:
            data = {"day": self.now().day, "minutes": minutes}
            self.store.record(MORE, data=data, when=self._at)
            self._table.clear()
            self._present.read()

    def choose_again(self) -> None:
        """Let the queue follow a policy that was chosen since it was built."""
        with self._lock:
            self._present.line.returned()

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
        """Say that the interview has come, until that was dismissed; empty where there is none."""
        from mlsd_graph.planning.target import read_target  # noqa: PLC0415  not before the first card

        text = self.settings.interview
        target = read_target(text)
        if target is None or target.days_left(self.now().day) > 0:
            return ""
        heard = (event.values.get("what") for event in self.store.events(kinds=(DISMISSED,)))
        if text in heard:
            return ""
        return f"The plan toward {target.date} has ended; the queue is the plain one again."

    def dismiss_plan(self) -> None:
        """Say no more that the plan has ended."""
        self.store.record(DISMISSED, data={"what": self.settings.interview}, when=self._at)
