"""Run the parts and write RESULTS.md: `python -m benchmarks.learning [--quick] [PART ...]`."""

import argparse
import importlib
import sys
import time
from pathlib import Path

from benchmarks.learning import records, report
from benchmarks.learning.records import Record
from benchmarks.learning.verdicts import Part, Verdict

PARTS = {part: part for part in ("order", "earned", "session", "probes", "credit", "plan")} | {
    "placement": "placed"
}
"""Name on the command line → module."""
_RESULTS = Path(__file__).parent / "RESULTS.md"


def run(name: str, learners: int, seed: int, *, quick: bool) -> Record:
    """Run one part."""
    start = time.process_time()
    module = importlib.import_module(f"benchmarks.learning.{PARTS[name]}")
    part: Part = module.results(learners, seed, quick=quick)
    seconds = round(time.process_time() - start)
    return Record(name, part, learners, seed, seconds, records.versions())


def main() -> int:
    """Run the chosen parts, keep their results; exit 1 where what failed is on by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke test that writes nothing")
    parser.add_argument("--learners", type=int, help="in each world (default 200; quick 8)")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    arguments = parser.parse_args()
    learners = arguments.learners or (8 if arguments.quick else 200)
    kept: dict[str, Record] = {}
    for name in arguments.parts or PARTS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        found = run(name, learners, arguments.seed, quick=arguments.quick)
        # Read anew: another part may have been run meanwhile.
        kept = {**({} if arguments.quick else records.load()), name: found}
        if not arguments.quick:
            records.save(kept)
            _RESULTS.write_text(report.written(kept, tuple(PARTS)))
        if arguments.quick:
            print(f"{name}: ran in {found.seconds} s; so few learners decide nothing")
        else:
            _tell(found)
    return 1 if report.on_although_failed(kept.values()) and not arguments.quick else 0


def _tell(record: Record) -> None:
    """Say what came of a part, and which rows failed."""
    failed = [row for row in record.part.rows if row.verdict is Verdict.FAILED]
    print(f"{record.name}: {record.part.verdict}, {record.seconds} s")
    for row in failed:
        print(f"  failed: {row.world}, {row.model}")


if __name__ == "__main__":
    sys.exit(main())
