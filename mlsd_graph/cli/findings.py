"""A finding as a line for people: place, severity, code, what is wrong and what to do."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mlsd_graph.content.records import Finding

COLORS = {"error": "red", "warning": "yellow", "advice": "cyan"}


def line(finding: "Finding") -> str:
    """Write a finding so that editors find its place; colored, for `click.echo` to strip."""
    place = f"{short(finding.path)}:{finding.line}:{finding.column}"
    severity = click.style(finding.severity.value, fg=COLORS[finding.severity.value])
    return f"{place}: {severity} {finding.code}: {finding.message} {finding.hint}".rstrip()


def short(path: str) -> str:
    """Relative to the working directory where the file lies below it."""
    try:
        here = f"{Path.cwd()}{os.sep}"
    except OSError:
        return path
    return path.removeprefix(here)
