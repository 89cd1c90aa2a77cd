"""Collects what is wrong with one file while it is read."""

from dataclasses import dataclass, field

from mlsd_graph.content import limits
from mlsd_graph.content.records import Finding, Severity


@dataclass(slots=True)
class Report:
    """The findings of one file so far."""

    path: str
    findings: list[Finding] = field(default_factory=list[Finding])

    def error(self, code: str, line: int, message: str, hint: str = "", column: int = 1) -> None:
        """Add an error."""
        self._add(Severity.ERROR, code, line, message, hint, column)

    def warning(self, code: str, line: int, message: str, hint: str = "", column: int = 1) -> None:
        """Add a warning."""
        self._add(Severity.WARNING, code, line, message, hint, column)

    def _add(
        self, severity: Severity, code: str, line: int, message: str, hint: str, column: int
    ) -> None:
        if len(self.findings) < limits.FINDINGS_PER_FILE:
            self.findings.append(
                Finding(code, severity, self.path, line, column if line else 0, message, hint)
            )
        elif len(self.findings) == limits.FINDINGS_PER_FILE:
            more = "More is wrong with this file than is listed."
            self.findings.append(Finding("too-many-findings", severity, self.path, 0, 0, more))
