"""Block tokens → lines on a canvas; a token that is not known shows its text."""

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from mlsd_graph.content.markup import Protected
from tui.rendering import styles, tables
from tui.rendering.canvas import Canvas
from tui.rendering.flow import Flow
from tui.rendering.inline import Inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_BULLETS = "•◦▪"
_TASK = re.compile(r"\[([ xX])\]\s")
_BAR = "▏ "
_INDENT = "  "


class Blocks:
    """Walks the tokens of one document."""

    def __init__(self, canvas: Canvas, inline: Inline, protected: Protected) -> None:
        self._canvas = canvas
        self._inline = inline
        self._protected = protected
        self._lists = 0
        self._tight = False

    def draw(self, tokens: "Sequence[Token]") -> None:
        """Draw a run of block tokens."""
        position = 0
        while position < len(tokens):
            token = tokens[position]
            end = _end(tokens, position) if token.nesting == 1 else position
            self._block(token, tokens[position + 1 : end])
            position = end + 1

    def _block(self, token: "Token", inside: "Sequence[Token]") -> None:
        match token.type:
            case "paragraph_open":
                if not token.hidden:
                    self._canvas.gap()
                self._canvas.paragraph(self._flow(inside))
            case "heading_open":
                self._heading(int(token.tag[1:]), inside)
            case "bullet_list_open" | "ordered_list_open":
                self._list(token, inside)
            case "blockquote_open":
                self._canvas.gap()
                with self._canvas.indented(_BAR, _BAR):
                    self.draw(inside)
            case "fence" | "code_block":
                self._fence(token)
            case "table_open":
                self._canvas.gap()
                tables.draw(self._table(inside), self._canvas)
            case "hr":
                self._canvas.gap()
                self._canvas.line(Flow("─" * self._canvas.width, styles.QUIET))
            case _ if inside:
                self.draw(inside)
            case _:
                self._unknown(token)

    def _unknown(self, token: "Token") -> None:
        flow = Flow()
        if token.children:
            self._inline.tokens(token.children, self._protected, flow)
        else:
            flow.append(self._protected.restore(token.content))
        if flow.length:
            self._canvas.gap()
            self._canvas.paragraph(flow)

    def _flow(self, inside: "Sequence[Token]") -> Flow:
        flow = Flow()
        for token in inside:
            self._inline.tokens(token.children or [], self._protected, flow)
        return flow

    def _heading(self, level: int, inside: "Sequence[Token]") -> None:
        flow = self._flow(inside)
        flow.mark(0, styles.HEADINGS[min(level, len(styles.HEADINGS)) - 1])
        self._canvas.gap()
        self._canvas.paragraph(flow)

    def _list(self, opening: "Token", inside: "Sequence[Token]") -> None:
        outer, self._tight = self._tight, _is_tight(inside, opening.level)
        if not (outer and self._lists):
            self._canvas.gap()
        numbered = opening.type == "ordered_list_open"
        number = int(opening.attrGet("start") or 1) if numbered else 0
        items = [
            i
            for i, t in enumerate(inside)
            if t.type == "list_item_open" and t.level == opening.level + 1
        ]
        width = len(str(number + len(items) - 1))
        self._lists += 1
        for i, start in enumerate(items):
            body = inside[start + 1 : _end(inside, start)]
            marker = f"{number + i:>{width}}. " if numbered else self._bullet(body)
            if not self._tight:
                self._canvas.gap()
            with self._canvas.indented(marker, " " * len(marker)):
                self.draw(body)
        self._lists -= 1
        self._tight = outer

    def _bullet(self, body: "Sequence[Token]") -> str:
        """Return the bullet; a task's box is taken out of its text."""
        inline = next((t for t in body if t.type == "inline"), None)
        task = _TASK.match(inline.content) if inline else None
        if inline is None or task is None or not inline.children:
            return f"{_BULLETS[(self._lists - 1) % len(_BULLETS)]} "
        first = inline.children[0]
        first.content = first.content[task.end() :]
        return "[x] " if task[1] in "xX" else "[ ] "

    def _fence(self, token: "Token") -> None:
        self._canvas.gap()
        language = token.info.split()[0].lower() if token.info.strip() else ""
        content = self._protected.restore(token.content)
        with self._canvas.indented(_INDENT, _INDENT):
            if language == "math":
                self._formula(content)
                return
            from tui.rendering.code import code_lines  # noqa: PLC0415  pygments: 20 ms

            for line in code_lines(content, language):
                self._canvas.paragraph(line)

    def _formula(self, tex: str) -> None:
        """Draw in two dimensions if it fits, else on one line, else show the source."""
        from mlsd_graph import mathtext  # noqa: PLC0415  20 ms that a page without formulas spares

        width = self._canvas.width
        try:
            lines = mathtext.display(tex, width)
            if max(map(cell_len, lines), default=0) > width:
                self._canvas.paragraph(Flow(mathtext.inline(tex), styles.FORMULA))
                return
        except mathtext.MathError:
            for line in tex.strip("\n").split("\n"):
                self._canvas.paragraph(Flow(line, styles.UNREADABLE))
            return
        for line in lines:
            self._canvas.line(Flow(line, styles.FORMULA))

    def _table(self, inside: "Sequence[Token]") -> tables.Table:
        rows: list[list[Flow]] = []
        aligns: list[str] = []
        for i, token in enumerate(inside):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in {"th_open", "td_open"}:
                flow = self._flow(inside[i + 1 : i + 2])
                if token.type == "th_open":
                    flow.mark(0, styles.STRONG)
                    aligns.append(str(token.attrGet("style") or "").rpartition(":")[2] or "left")
                rows[-1].append(flow)
        return tables.Table(rows, aligns)


def _end(tokens: "Sequence[Token]", start: int) -> int:
    """Return the index of the token that closes the one at `start`."""
    depth = 0
    for i in range(start, len(tokens)):
        depth += tokens[i].nesting
        if depth == 0:
            return i
    return len(tokens)


def _is_tight(inside: "Sequence[Token]", level: int) -> bool:
    own = (t for t in inside if t.type == "paragraph_open" and t.level == level + 2)
    return all(t.hidden for t in own)
