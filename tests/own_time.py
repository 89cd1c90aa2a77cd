"""How long work takes its own thread: what else the machine does meanwhile does not count."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the work inside has kept the processor for longer."""
    begun = time.thread_time()
    yield
    assert time.thread_time() - begun < seconds
