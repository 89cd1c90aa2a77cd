"""Relations and mentions of a page in plain form, found without a regex over its text."""

from mlsd_graph.content.links import links
from mlsd_graph.content.sections import CONTRASTS, DIAGRAMS, PREREQUISITES, RESERVED, SOURCES
from mlsd_graph.content.slugs import ID

_ITEM = "- [["

_LONGEST_LINK = 600


class Mentions:
    """The relation facts of a page so far: one for each relation and target."""

    __slots__ = ("_seen", "flat")

    def __init__(self) -> None:
        self.flat: list[str] = []
        self._seen: set[str] = set()

    def add(self, code: str, target: str, line: int, reason: str = "") -> None:
        """Add a fact, unless the same relation to the same target is there."""
        if (key := code + target) not in self._seen:
            self._seen.add(key)
            self.flat += (code, target, str(line), "", reason)

    def slowly(self, text: str, line: int) -> bool:
        """Add the links of a text that may hold code and formulas; False for a wrong one."""
        for link in links(text):
            if not ID.fullmatch(link.target):
                return False
            self.add("m", link.target, line + link.line)
        return True

    def quickly(self, text: str, line: int) -> bool:
        """Add the links of a text without code or formulas around them; False for a wrong one."""
        position = counted = 0
        while (position := text.find("[[", position)) >= 0:
            end = text.find("]]", position, position + _LONGEST_LINK)
            target, bar, shown = text[position + 2 : end].partition("|")
            if bar and target[-1:] == "\\":
                target = target[:-1]
            if end < 0 or not ID.fullmatch(target) or not _plain(shown):
                return False
            line += text.count("\n", counted, position)
            counted = position
            self.add("m", target, line)
            position = end + 2
        return True


def _plain(shown: str) -> bool:
    return not shown or (
        len(shown) <= 400 and "[" not in shown and "]" not in shown and "\n" not in shown  # noqa: PLR2004  as in `markup`
    )


def section_facts(prose: str, line: int, concept: bool, found: Mentions) -> bool:  # noqa: FBT001  one flag
    """Add what stands above the cards; `line` is that of the newline the prose starts with.

    False where the page is not of plain form.
    """
    if "{{c" in prose or not _plain_code(prose):
        return False
    if prose.count("\n#") != prose.count("\n## ") + prose.count("\n###"):
        return False
    pieces = prose.split("\n## ")
    if not found.quickly(pieces[0], line):
        return False
    line += pieces[0].count("\n") + 1
    seen: set[str] = set()
    for piece in pieces[1:]:
        title, _, body = piece.partition("\n")
        if not title or title[-1] == "#" or title[0] == " ":
            return False
        if title in RESERVED:
            if title in seen or title == DIAGRAMS or (not concept and title != SOURCES):
                return False
            seen.add(title)
        elif PREREQUISITES in seen:
            return False
        if title in RESERVED and not _plain_list(body):
            return False
        if title in (PREREQUISITES, CONTRASTS) and not _stated(title, body, line + 1, found):
            return False
        if title not in (PREREQUISITES, CONTRASTS) and not found.quickly(piece, line):
            return False
        line += piece.count("\n") + 1
    return True


def _plain_list(body: str) -> bool:
    """Tell whether a section is one list of one-line items."""
    text = "\n" + body.strip("\n")
    return text == "\n" or text.count("\n- ") == text.count("\n")


def _stated(title: str, body: str, line: int, found: Mentions) -> bool:
    """Add the items of a relation list, then the links in their reasons."""
    code = "p" if title == PREREQUISITES else "c"
    line += len(body) - len(body.lstrip("\n"))
    targets: set[str] = set()
    reasons: list[tuple[str, int]] = []
    for number, item in enumerate(body.strip("\n").split("\n"), line) if body.strip("\n") else ():
        end = item.find("]]: ", 4, _LONGEST_LINK)
        target, reason = item[4:end], item[end + 4 :].strip()
        if not item.startswith(_ITEM) or end < 0 or not reason or target in targets:
            return False
        if not ID.fullmatch(target):
            return False
        targets.add(target)
        found.add(code, target, number, reason)
        if "[[" in reason:
            reasons.append((reason, number))
    return all(found.quickly(reason, number) for reason, number in reasons)


def _plain_code(prose: str) -> bool:
    """Tell whether no link or heading stands in a fence, a code span or a formula."""
    fences = prose.split("\n```")
    if len(fences) % 2 == 0 or prose.count("```") != len(fences) - 1:
        return False
    for fenced in fences[1::2]:
        if "[[" in fenced or "\n#" in fenced or "`" in fenced:
            return False
    for outside in fences[2::2]:
        if outside[:1] != "\n":
            return False
    return all(_plain_spans(outside) for outside in fences[0::2])


def _plain_spans(outside: str) -> bool:
    if "`" in outside:
        spans = outside.split("`")
        if len(spans) % 2 == 0:
            return False
        for span in spans[1::2]:
            if not span or "[[" in span or "\n" in span:
                return False
    return "$" not in outside or all(_plain_formulas(line) for line in outside.split("\n"))


def _plain_formulas(line: str) -> bool:
    """Tell whether the links of a line stand outside its formulas, which end on the line."""
    if "$" not in line:
        return True
    if line.count("$") % 2:
        return False
    return "[[" not in line or len(links(line)) == line.count("[[")
