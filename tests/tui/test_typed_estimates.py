"""Whatever number is typed, the card is judged and the review goes on."""

from pathlib import Path

import pytest
from flows import running
from one_page import write_cards

from mlsd_graph.memory import Rating

CARD = """
### one
Q: How large?

A: 102 GB `= 100e6*256*4/1e9`
"""


@pytest.mark.parametrize(
    ("text", "said", "rating"),
    [
        ("1e309", "over 1,000,000× off", Rating.AGAIN),
        ("5 x 10^999", "over 1,000,000× off", Rating.AGAIN),
        ("1e-400", "over 1,000,000× off", Rating.AGAIN),
        ("0", "over 1,000,000× off", Rating.AGAIN),
        ("100gb", "(right)", Rating.GOOD),
        ("10^11 B", "(right)", Rating.GOOD),
        ("7 foo", "“foo” not read; taken as GB", Rating.HARD),
    ],
)
async def test_a_typed_number_is_judged_and_space_records_what_was_proposed(
    tmp_path: Path, text: str, said: str, rating: Rating
) -> None:
    async with running(tmp_path, write_cards(tmp_path, CARD)) as session:
        session.app.start_review()
        await session.settle()

        shown = await session.type(text)
        assert said in shown
        await session.press("space")

        assert session.reviews() == [rating]
