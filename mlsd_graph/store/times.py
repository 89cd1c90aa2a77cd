"""Times that no event of the log has yet: an exported review is known by its time."""

import sqlite3
from array import array
from bisect import bisect_left


class Times:
    """The times that are taken, of those that new events from `first` on could meet."""

    def __init__(self, connection: sqlite3.Connection, newest: int, first: int) -> None:
        taken: list[int] = []
        if first <= newest:  # rare, but for imports: an index of all times would cost more
            sql = "SELECT at FROM event WHERE at >= ?"
            taken = sorted(at for (at,) in connection.execute(sql, (first,)))
        self._logged = array("q", taken)
        """In order. Eight bytes each; a set of a million numbers would take a hundred."""
        self._after: dict[int, int] = {}
        """Where to go on from a time that was found taken."""

    def take(self, at: int) -> int:
        """Take the first free time from `at` on."""
        passed: list[int] = []
        while self._is_taken(at):
            passed.append(at)
            at = self._after.get(at, at + 1)
        self._after[at] = at + 1
        # Events of an import may share one time: without short cuts each would walk past all.
        for time in passed:
            self._after[time] = at + 1
        return at

    def _is_taken(self, at: int) -> bool:
        if at in self._after:
            return True
        place = bisect_left(self._logged, at)
        return place < len(self._logged) and self._logged[place] == at
