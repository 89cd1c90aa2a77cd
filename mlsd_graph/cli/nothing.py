"""What line mode says where there is no card to ask."""

from mlsd_graph.content.emptiness import TO_DO, no_pages
from mlsd_graph.study import Study
from mlsd_graph.study.finished import nothing_text


def nothing(study: Study) -> str:
    """Say that nothing is left for today, or that there is nothing to be due."""
    library = study.library
    if library.pages:
        return nothing_text(study.today(), "`mlsd plan --more 10` goes on")
    return f"{no_pages(library.roots)} {TO_DO} `mlsd check` says what is wrong."
