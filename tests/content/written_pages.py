"""The type of the fixture that writes a page and returns its path."""

from collections.abc import Callable
from pathlib import Path

Write = Callable[..., Path]
