"""`mlsd due` where the cache cannot answer: open content and log, and count.

Nothing is written, as a prompt may ask while another program records: the summary that answers at
once is left by the app and by every command that writes.
"""

import sys
from collections.abc import Sequence

from mlsd_graph.cli.context import Context
from mlsd_graph.content.emptiness import TO_DO, no_pages
from mlsd_graph.errors import MlsdError
from mlsd_graph.store.due import Due


def count(content: Sequence[str]) -> Due | int:
    """Count what is due now; an exit code on an error."""
    try:
        study = Context.start(content).study(write=False)
        day = study.today()
        if not study.library.pages:
            sys.stderr.write(f"mlsd due: {no_pages(study.library.roots)} {TO_DO}\n")
    except MlsdError as error:
        sys.stderr.write(f"mlsd due: {error}\n")
        return error.exit_code
    next_due = None if day.next_due is None else round(day.next_due.timestamp() * 1000)
    study.close()
    counts = day.due, day.new, round(day.minutes, 1)
    return Due(*counts, next_due, 0, planned=day.plan is not None or None, beyond=day.beyond)
