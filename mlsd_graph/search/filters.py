"""The filter language of Browse and `--only`.

    is:due domain:serving (kind:cloze or kind:typed) -is:suspended prop:r<0.8 "feature store"

Terms side by side must all hold; `or` joins alternatives, `-` turns a term or a group around.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from mlsd_graph.content.records import CardHead, PageHead
from mlsd_graph.errors import UsageError
from mlsd_graph.memory.state import CardState
from mlsd_graph.search.terms import Moment, Subject, Test, term, word

_LONGEST = 1000
_DEEPEST = 20
_TOKEN = re.compile(
    r"""\s*(?P<minus>-)?(?:
        (?P<bracket>[()])
      | (?P<key>[A-Za-z]{1,32}):(?P<value>"[^"]*"|[^\s()"]*)
      | "(?P<phrase>[^"]*)"
      | (?P<word>[^\s()"]+)
    )""",
    re.VERBOSE,
)


class _Token(NamedTuple):
    kind: str
    text: str
    negated: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A parsed query."""

    test: Test
    words: tuple[str, ...]
    """Free words and phrases, as written."""
    filters: tuple[str, ...]
    """The `key:value` terms, as written; empty for a query of words alone."""

    def match(  # noqa: PLR0913  what a card can be asked for
        self,
        card: CardHead,
        page: PageHead,
        state: CardState | None = None,
        recall: float | None = None,
        *,
        cases: Collection[str] = (),
        moment: Moment | None = None,
    ) -> bool:
        """Say whether a card passes; `cases` are the case studies that use its page."""
        return self.test(Subject(card, page, state, recall, cases, moment or Moment()))


def parse(text: str) -> Filter:
    """Parse a query; an empty one lets every card pass.

    Raises:
        UsageError: A filter that does not exist, a value it cannot have, or a stray bracket.
    """
    if len(text) > _LONGEST:
        raise UsageError(f"The filter is longer than {_LONGEST} characters.")
    tokens = _tokens(text)
    parser = _Parser(tokens)
    return Filter(
        test=parser.whole(),
        words=tuple(token.text for token in tokens if token.kind == "word"),
        filters=tuple(f"{token.key}:{token.text}" for token in tokens if token.kind == "term"),
    )


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise UsageError("The filter has a quotation mark without its partner.", 'Write "…".')
        found.append(_token(match))
        position = match.end()
    return found


def _token(match: re.Match[str]) -> _Token:
    negated = match["minus"] is not None
    if match["bracket"]:
        return _Token(match["bracket"], match["bracket"], negated)
    if match["key"]:
        return _Token("term", match["value"].strip('"'), negated, match["key"].lower())
    if match["phrase"] is not None:
        return _Token("word", match["phrase"], negated)
    if match["word"].lower() == "or" and not negated:
        return _Token("or", "or")
    return _Token("word", match["word"], negated)


class _Parser:
    """Recursive descent: alternatives of sequences of terms and groups."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def whole(self) -> Test:
        test = self._alternatives(0)
        if self._at < len(self._tokens):
            raise UsageError("The filter has a “)” without its “(”.")
        return test

    def _alternatives(self, depth: int) -> Test:
        choices = [self._sequence(depth)]
        while self._peek() == "or":
            self._at += 1
            if self._peek() in {"", "or", ")"}:
                raise UsageError("“or” stands between two filters.", "Such as is:due or is:new.")
            choices.append(self._sequence(depth))
        return _any(choices) if len(choices) > 1 else choices[0]

    def _sequence(self, depth: int) -> Test:
        tests: list[Test] = []
        while self._peek() not in {"", "or", ")"}:
            tests.append(self._one(depth))
        if not tests and self._peek() == "or":
            raise UsageError("“or” stands between two filters.", "Such as is:due or is:new.")
        return _all(tests)

    def _one(self, depth: int) -> Test:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "(":
            test = self._group(depth)
        elif token.kind == "term":
            test = term(token.key, token.text)
        else:
            test = word(token.text)
        return _not(test) if token.negated else test

    def _group(self, depth: int) -> Test:
        if depth >= _DEEPEST:
            raise UsageError(f"The filter has more than {_DEEPEST} brackets inside each other.")
        test = self._alternatives(depth + 1)
        if self._peek() != ")":
            raise UsageError("The filter has a “(” without its “)”.")
        self._at += 1
        return test

    def _peek(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""


def _not(test: Test) -> Test:
    return lambda subject: not test(subject)


def _all(tests: list[Test]) -> Test:
    return lambda subject: all(test(subject) for test in tests)


def _any(tests: list[Test]) -> Test:
    return lambda subject: any(test(subject) for test in tests)
