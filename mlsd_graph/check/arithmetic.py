"""Estimates: the arithmetic must come out at the number written before it, within 5 %."""

import ast
import math
import operator
from collections.abc import Callable, Iterator

from mlsd_graph.check.places import column, line_of
from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Card, Finding, Page, Severity

TOLERANCE = 0.05
_LARGEST_POWER = 400
_LARGEST_NUMBER = 1e300
_MOST_NODES = 200

_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right,
}


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Check the estimates of a page."""
    del library
    for card in page.cards:
        if card.estimate is not None:
            yield from _check(card, page.head.path)


def _check(card: Card, path: str) -> Iterator[Finding]:
    estimate = card.estimate
    if estimate is None:
        return
    line = line_of(path, estimate.expression, card.head.line)
    at = column(path, line, estimate.expression)
    try:
        result = evaluate(estimate.expression)
    except ValueError as error:
        hint = "Use numbers, + - * / ** and parentheses."
        yield Finding("arithmetic-form", Severity.ERROR, path, line, at, str(error), hint)
        return
    if not math.isclose(result, estimate.value, rel_tol=TOLERANCE, abs_tol=0.0):
        message = (
            f"The answer says {estimate.value:g} {estimate.unit}, "
            f"the arithmetic gives {result:.4g}."
        )
        hint = f"Correct the number or the arithmetic, which must come out in {estimate.unit}."
        yield Finding("arithmetic", Severity.ERROR, path, line, at, message, hint)


def evaluate(expression: str) -> float:
    """Evaluate arithmetic of numbers, `+ - * / **` and parentheses.

    Raises:
        ValueError: It is something else, or too large; the message says what.
    """
    try:
        tree = ast.parse(expression.replace("−", "-").strip(), mode="eval")
        if sum(1 for _ in ast.walk(tree)) > _MOST_NODES:
            raise ValueError("The arithmetic is too long.")
        value = _value(tree.body)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(f"“{expression[:60]}” is no arithmetic.") from error
    except ZeroDivisionError as error:
        raise ValueError("The arithmetic divides by zero.") from error
    except OverflowError as error:
        raise ValueError("The arithmetic is too large.") from error
    if not math.isfinite(value):
        raise ValueError("The arithmetic is too large.")
    return value


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            if abs(value) > _LARGEST_NUMBER:
                raise ValueError("The arithmetic is too large.")
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(_value(left), _value(right))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_value(left), _value(right))
        case _:
            raise ValueError(f"“{ast.unparse(node)[:60]}” is no arithmetic.")


def _power(base: float, exponent: float) -> float:
    if abs(exponent) > _LARGEST_POWER:
        raise ValueError("The arithmetic is too large.")
    if base < 0 and exponent != int(exponent):
        raise ValueError("The arithmetic takes a root of a negative number.")
    return float(base**exponent)
