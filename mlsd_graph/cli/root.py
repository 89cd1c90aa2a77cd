"""The `mlsd` command and its lazily loaded subcommands."""

from collections.abc import Generator
from contextlib import contextmanager
from errno import EBADF, EIO, ENOSPC
from importlib import import_module
from typing import Any

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import content_first
from mlsd_graph.cli.output import complain, flush, say_once, silence
from mlsd_graph.errors import MlsdError

# name → (module, help): the help stands here so that `mlsd --help` imports no command.
COMMANDS: dict[str, tuple[str, str]] = {
    "due": ("due_help", "One line: what is due now, for a prompt or cron."),
    "review": ("review", "Review in line mode; works through a pipe and with a screen reader."),
    "interview": ("interview", "Rehearse the interview on a case study, against the clock."),
    "next": ("next", "The card to ask now, for an editor or a script."),
    "answer": ("answer", "Record a grade for a card."),
    "unsuspend": ("unsuspend", "Ask a suspended card again."),
    "undo": ("undo", "Take back the newest act made on this device."),
    "redo": ("redo", "Do again what was undone."),
    "placement": ("placement", "Find out by a few questions what you know already."),
    "plan": ("plan", "Plan toward an interview, or show the plan."),
    "readiness": ("readiness", "How ready you are for each case study, and were."),
    "search": ("search", "Find concepts and cards, typos forgiven."),
    "show": ("show", "Print a page or a card as text."),
    "stats": ("stats", "Reviews, retention and streak."),
    "log": ("log", "The recorded events, oldest first."),
    "set": ("set", "Show or change a setting of the schedule."),
    "optimize": ("optimize", "Fit the forgetting model to your reviews."),
    "simulate": ("simulate", "What another desired retention would cost."),
    "cards": ("cards", "List all cards of the content."),
    "graph": ("graph", "Ask the knowledge graph: show, path, stats."),
    "diagram": ("diagram", "Show diagrams and place their blocks."),
    "check": ("check", "Check content and list findings."),
    "new": ("new", "Scaffold a concept or a case study."),
    "export": ("export", "Write an Anki deck or the map."),
    "anki": ("anki", "Exchange with a running Anki on this desktop: push, pull."),
    "import": ("importing", "Bring reviews and edits back from Anki."),
    "doctor": ("doctor", "Check, rebuild, back up and restore the state."),
    "path": ("path", "Where content, state and configuration are."),
}


class _ReaderGone(Exception):  # noqa: N818  control flow, not an error
    """Nobody reads the output any more; click would make a failure of it."""


@contextmanager
def _heard() -> Generator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise _ReaderGone from error


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the options; help and version are written here."""
        with _heard():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _heard():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command, or propose the nearest name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mlsd_graph.cli.{COMMANDS[cmd_name][0]}")
        return module.command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one gets a did-you-mean."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from rapidfuzz import process  # noqa: PLC0415  only for a mistyped command

            best = process.extractOne(args[0], list(COMMANDS), score_cutoff=60)
            if best is None:
                raise
            said = f"{error.message} Did you mean `{best[0]}`?"
            raise click.UsageError(said, error.ctx) from error


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.option(
    "--content",
    "content",
    multiple=True,
    metavar="DIR",
    help="Read this folder instead of the configured ones; may be repeated, later ones win.",
)
@click.version_option(package_name="mlsd-graph", prog_name="mlsd")
@click.pass_context
def command(ctx: click.Context, content: tuple[str, ...]) -> None:
    """Prepare for the machine-learning system design interview.

    Without a command, the app opens.
    """
    ctx.obj = Context.start(content)
    if ctx.invoked_subcommand is None:
        from mlsd_graph.cli.app import open_app  # noqa: PLC0415  textual only for the app

        ctx.exit(open_app(ctx.obj))


def run_root(arguments: list[str]) -> int:
    """Run the click command and turn every expected error into one line on stderr."""
    try:
        code = command.main(args=content_first(arguments), prog_name="mlsd", standalone_mode=False)
        flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except MlsdError as error:
        say_once(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (BrokenPipeError, _ReaderGone):
        # The reader of the pipe has gone (`mlsd cards | head`): nothing is left to say to it.
        silence()
        return 0
    except OSError as error:
        if error.errno not in {EBADF, EIO, ENOSPC}:
            raise
        return complain(error)
    return code if isinstance(code, int) else 0
