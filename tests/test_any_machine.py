"""No test of a property fails because the machine is slow or busy."""

from time import sleep

from hypothesis import given, settings
from hypothesis import strategies as st


@given(st.integers(0, 3).map(lambda tenths: sleep(tenths / 5) or tenths))
@settings(max_examples=8)
def test_slow_examples_are_waited_for(tenths: int) -> None:
    sleep(0.25 if tenths == 0 else 0)  # beyond the usual deadline, 200 ms
