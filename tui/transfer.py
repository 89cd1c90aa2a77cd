"""One long act in a thread of its own: watched from the screen, and stopped when asked to."""

from threading import Event

from mlsd_graph.stages import Stage


class Stopped(Exception):  # noqa: N818  what the learner wanted, not an error
    """The learner has stopped the act."""


class Transfer:
    """Stands between the thread that works and the screen that looks at it ten times a second."""

    def __init__(self) -> None:
        self.stage = Stage("Starting")
        self._stopped = Event()

    def show(self, stage: Stage) -> None:
        """Take a stage; called by the thread that works.

        Raises:
            Stopped: It is to end now.
        """
        if self._stopped.is_set():
            raise Stopped
        self.stage = stage

    def stop(self) -> None:
        """End the act at its next stage."""
        self._stopped.set()
