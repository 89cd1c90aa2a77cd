"""Run every benchmark and print one table: `python -m benchmarks [--quick] [TOPIC ...]`."""

import argparse
import importlib
import pkgutil
import sys

import benchmarks
from benchmarks.table import Row, render


def topics() -> list[str]:
    """Name the benchmark modules of this package."""
    found = (info.name for info in pkgutil.iter_modules(benchmarks.__path__))
    return sorted(name.removeprefix("bench_") for name in found if name.startswith("bench_"))


def main() -> int:
    """Run the chosen topics and print one table; exit 1 where a budget is exceeded."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller data, for a first look")
    parser.add_argument("topics", nargs="*", choices=[*topics(), []], metavar="TOPIC")
    arguments = parser.parse_args()
    rows: list[Row] = []
    for topic in arguments.topics or topics():
        module = importlib.import_module(f"benchmarks.bench_{topic}")
        print(f"measuring {topic} …", file=sys.stderr, flush=True)
        rows += module.run(quick=arguments.quick)
    print(render(rows))
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
