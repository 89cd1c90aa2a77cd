"""Collects what is wrong with one file while it is read."""

from dataclasses import dataclass, field

from mlsd_graph.content import limits
from mlsd_graph.content.records import Finding, Severity


@dataclass(slots=True)
class Report:
    """The findings of one file so far."""

    path: str
    findings: list[Finding] = field(default_factory=list[Finding])

    def error(self, code: str, line: int, message: str, hint: str = "", *, column: int = 1) -> None:
        """Add an error."""
        self._add(Finding(code, Severity.ERROR, self.path, line, column, message, hint))

    def warning(
        self, code: str, line: int, message: str, hint: str = "", *, column: int = 1
    ) -> None:
        """Add a warning."""
        self._add(Finding(code, Severity.WARNING, self.path, line, column, message, hint))

    def _add(self, finding: Finding) -> None:
        if not finding.line:
            finding = finding._replace(column=0)
        if len(self.findings) < limits.FINDINGS_PER_FILE:
            self.findings.append(finding)
        elif len(self.findings) == limits.FINDINGS_PER_FILE:
            more = "More is wrong with this file than is listed."
            hint = "Correct these first."
            severity = finding.severity
            self.findings.append(
                Finding("too-many-findings", severity, self.path, 0, 0, more, hint)
            )
