"""The command line: the composition root, which alone starts the app and the exports.

`mlsd due` is dispatched before click is imported, because a shell prompt may call it each time;
bare `mlsd` too, because the first frame waits for every import.
"""

import sys

from mlsd_graph.cli.streams import prepare


def main(arguments: list[str] | None = None) -> int:
    """Run `mlsd` and return its exit code: 0 done, 1 found or failed, 2 usage."""
    argv = sys.argv[1:] if arguments is None else arguments
    prepare(argv)
    if not argv:
        from mlsd_graph.cli.app import main_app  # noqa: PLC0415  textual, but not click

        return main_app()
    place = _command(argv)
    asks_for_help = not {"-h", "--help"}.isdisjoint(argv)  # `set` may be the module of that name
    if argv[place : place + 1] == ["due"] and not asks_for_help:
        from mlsd_graph.cli.due import run  # noqa: PLC0415  spares a prompt the rest

        return run(argv[:place] + argv[place + 1 :])
    from mlsd_graph.cli.root import run_root  # noqa: PLC0415  click: 26 ms

    return run_root(argv)


def _command(argv: list[str]) -> int:
    """Find the command behind `--content DIR`, the one option that takes a value before it."""
    place = 0
    while place < len(argv) and argv[place].startswith("-"):
        place += 2 if argv[place] == "--content" else 1
    return place
