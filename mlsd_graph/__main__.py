"""`python -m mlsd_graph` is `mlsd`."""

import sys

from mlsd_graph.cli import main

if __name__ == "__main__":
    sys.exit(main())
