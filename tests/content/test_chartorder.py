"""Diagrams are told along their flow."""

from mlsd_graph.content.chartorder import flow_order
from mlsd_graph.content.flowchart import Flowchart, parse


def told(source: str) -> str:
    return " ".join(block.id for block in flow_order(parse(source)))


PATH = """flowchart TB
{grid}
  subgraph state["State"]
    list[(Block list)]:::cache
    rows[(Feature store)]:::store
  end
  gate([Gateway])
  rules{{Rules}}
  read[Read]:::service
  score[Score]:::model
  log[[Log]]:::stream
  list --> rules
  gate --> rules
  rules --> read
  rules -->|certain| gate
  rows --> read
  score -.-> log
  read --> score
  score --> gate
""".replace("{{", "{").replace("}}", "}")
GRID = """%% grid: list | gate
%% grid: .    | rules
%% grid: rows | read
%% grid: .    | score
%% grid: .    | log"""


def test_it_begins_with_who_asks_and_brings_a_supplier_when_it_is_needed() -> None:
    assert told(PATH.replace("{grid}", GRID)) == "gate list rules rows read score log"


def test_without_anybody_in_the_top_row_the_author_s_first_block_begins() -> None:
    low = GRID.replace("list | gate", "list | .").replace(".    | log", "gate | log")
    assert told(PATH.replace("{grid}", low)).startswith("list rules")


def blocks(names: str, *arrows: str) -> str:
    """A chart of blocks of one letter, in the order in which an author wrote them."""
    lines = [*(f"{name}[{name.upper()}]" for name in names), *arrows]
    return "flowchart TB\n" + "".join(f"  {line}\n" for line in lines)


def test_what_is_not_waited_for_comes_after_the_path() -> None:
    assert told(blocks("abcd", "a -.-> b", "a --> c", "c --> d")) == "a c d b"


def test_feedback_never_holds_a_block_back() -> None:
    arrows = ("a --> b", "b --> c", "c --> d", "d -.-> a", "d --> b")
    assert told(blocks("abcd", *arrows)) == "a b c d"


def test_a_first_block_that_is_led_to_gives_way_to_an_actor_who_starts() -> None:
    written = blocks("nmur", "u --> n", "n --> m", "m --> r").replace("u[U]", "u([U])")
    assert told(written) == "u n m r"


def test_parts_without_a_connection_follow_one_another() -> None:
    assert told(blocks("axby", "a --> b", "x --> y")) == "a b x y"
    assert flow_order(Flowchart((), ())) == ()
