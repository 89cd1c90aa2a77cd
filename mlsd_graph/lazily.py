"""Packages whose names are imported at first use (PEP 562), because a first frame waits for all.

```
__getattr__ = lazily(__name__, {"load": "loading"})
```
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from sys import modules
from types import ModuleType


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Make the `__getattr__` of a package; `homes` maps its public names to modules in it."""

    class Package(ModuleType):
        """Keeps a name for what it stands for: importing `build.py` sets `build` to the module."""

        def __setattr__(self, name: str, value: object) -> None:
            if homes.get(name) == name and isinstance(value, ModuleType):
                value = getattr(value, name)
            super().__setattr__(name, value)

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(modules[package], name, found)
        return found

    modules[package].__class__ = Package
    return find
