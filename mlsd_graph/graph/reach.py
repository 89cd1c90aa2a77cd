"""How many case studies each concept serves, for all concepts in one pass."""

from collections.abc import Iterable, Mapping, Sequence


class Reach:
    """One bit per case study: a concept serves what uses it and what its dependents serve."""

    __slots__ = ("_counts",)

    def __init__(
        self,
        order: Iterable[str],
        dependents_of: Mapping[str, Sequence[str]],
        used_by: Mapping[str, Sequence[str]],
    ) -> None:
        bits: dict[str, int] = {}
        for cases in used_by.values():
            for case in cases:
                bits.setdefault(case, 1 << len(bits))
        served: dict[str, int] = {}
        for id_ in reversed(list(order)):
            mask = 0
            for case in used_by.get(id_, ()):
                mask |= bits[case]
            for dependent in dependents_of.get(id_, ()):
                mask |= served[dependent]
            served[id_] = mask
        self._counts = {id_: mask.bit_count() for id_, mask in served.items()}

    def count(self, concept: str) -> int:
        """Number of case studies; 0 for an unknown id."""
        return self._counts.get(concept, 0)
