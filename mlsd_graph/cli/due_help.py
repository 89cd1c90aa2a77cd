"""The help of `mlsd due`; the command itself runs before click is imported."""

import click


@click.command("due", add_help_option=True)
@click.option("--json", is_flag=True, help="JSON on stdout.")
@click.option("--quiet", is_flag=True, help="Print nothing; the exit code says it.")
@click.option("--at-least", metavar="N", help="Exit 1 if fewer than N cards wait.")
def command(**_options: object) -> None:
    """One line: what is due now, for a prompt or cron.

    In JSON next_due is null while anything is due or new; else it says when the next card comes.
    due and new obey the daily limits and the plan; beyond counts what is due besides.
    """
