"""Amounts in words, as everywhere in the program."""

from mlsd_graph.quantity import quantity

__all__ = ["quantity"]
