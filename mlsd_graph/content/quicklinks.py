"""Relations and mentions of a page in plain form, found without a regex over its text."""

import re

from mlsd_graph.content.links import links
from mlsd_graph.content.sections import CONTRASTS, DIAGRAMS, PREREQUISITES, RESERVED, SOURCES
from mlsd_graph.content.slugs import ID, is_id

_STATED = re.compile(r"- \[\[([a-z0-9]++(?:-[a-z0-9]++)*+)\]\]: (\S[^\n]*+)\n")
_LONGEST_SHOWN = 400
_LONGEST_ID = 200


class Mentions:
    """The relation facts of a page so far: one for each relation and target."""

    __slots__ = ("_seen", "flat")

    def __init__(self) -> None:
        self.flat: list[str] = []
        self._seen: set[str] = set()

    def slowly(self, text: str, line: int) -> bool:
        """Add the links of a text that may hold code and formulas; False for a wrong one."""
        for link in links(text):
            if not ID.fullmatch(link.target):
                return False
            self._mention(link.target, line + link.line)
        return True

    def quickly(self, text: str, line: int) -> bool:
        """Add the links of a text without code or formulas around them; False for a wrong one."""
        before, *parts = text.split("[[")
        line += before.count("\n")
        for part in parts:
            inner, closed, _ = part.partition("]]")
            target, bar, shown = inner.partition("|")
            if bar and not _plain_label(shown):
                return False
            if bar and target[-1:] == "\\":
                target = target[:-1]
            if not closed or not is_id(target) or len(target) > _LONGEST_ID:
                return False
            self._mention(target, line)
            line += part.count("\n")
        return True

    def stated(self, code: str, body: str, line: int) -> bool:
        """Add the items of a relation list, then the links in their reasons."""
        text = body.strip("\n")
        if not text:
            return True
        line += len(body) - len(body.lstrip("\n"))
        items = _STATED.findall(text + "\n")
        count = text.count("\n") + 1
        if (
            len(items) != count
            or text.count("\n- [[") != count - 1
            or not text.startswith("- [[")
            or len({target for target, _ in items}) != count
        ):
            return False
        for number, (target, reason) in enumerate(items, line):
            self._seen.add(code + target)
            self.flat += (code, target, str(number), "", reason.rstrip())
        if text.count("[[") == count:
            return True
        return all(self.quickly(reason, number) for number, (_, reason) in enumerate(items, line))

    def _mention(self, target: str, line: int) -> None:
        if (key := "m" + target) not in self._seen:
            self._seen.add(key)
            self.flat += ("m", target, str(line), "", "")


def _plain_label(shown: str) -> bool:
    return len(shown) <= _LONGEST_SHOWN and not ("[" in shown or "]" in shown or "\n" in shown)


def add_sections(
    pieces: list[str], line: int, found: Mentions, *, concept: bool, bare: bool
) -> bool:
    """Add what stands above the cards; the first piece starts with the newline of `line`.

    `bare` says that there is no code, formula or cloze in them. False where the page is not of
    plain form.
    """
    seen: set[str] = set()
    for number, piece in enumerate(pieces):
        title, _, body = piece.partition("\n") if number else ("", "", piece)
        if number and (not title or title[-1] in "# " or title[0] == " " or "[[" in title):
            return False
        if title in seen or not (bare or _plain_code(piece)):
            return False
        if title in RESERVED:
            seen.add(title)
            if title != SOURCES and not (concept and title != DIAGRAMS):
                return False
        elif PREREQUISITES in seen:
            return False
        if not _section(title, body, line + (number > 0), found):
            return False
        line += piece.count("\n") + 1
    return True


def _section(title: str, body: str, line: int, found: Mentions) -> bool:
    """Add what one section states or mentions; its body starts on `line`."""
    if title == PREREQUISITES:
        return found.stated("p", body, line)
    if title == CONTRASTS:
        return found.stated("c", body, line)
    if title == SOURCES and not _plain_list(body):
        return False
    return "[[" not in body or found.quickly(body, line)


def _plain_list(body: str) -> bool:
    """Tell whether a section is one list of one-line items."""
    text = "\n" + body.strip("\n")
    return text == "\n" or text.count("\n- ") == text.count("\n")


def _plain_code(piece: str) -> bool:
    """Tell whether no link or heading stands in a fence, a code span or a formula."""
    if "{{c" in piece:
        return False
    if "`" not in piece:
        return "$" not in piece or _plain_spans(piece)
    fences = piece.split("\n```")
    if len(fences) % 2 == 0 or piece.count("```") != len(fences) - 1:
        return False
    for fenced in fences[1::2]:
        if "[[" in fenced or "\n#" in fenced or "`" in fenced:
            return False
    for outside in fences[2::2]:
        if outside and outside[0] != "\n":
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
