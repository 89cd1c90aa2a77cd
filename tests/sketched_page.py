"""A page with small diagrams, as quickly drawn as a note on paper."""

GATEWAY = """### The path {#path}

```mermaid
flowchart TB
%% grid: a | b | c
%% grid: . | d | .
  a([User])
  b[Gateway]:::service
  c[(Feature store)]:::store
  d{{Drift monitor}}:::monitor
  a -->|request| b
  b -->|keys| c
  b -.->|sampled| d
```

- `a`: asks, and waits.
- `b` [[base]]: owns the deadline.
- `b -.-> d`: off the request path.
"""
"""Placed by its author; `base` is a page."""

SHOP = """### The shop

```mermaid
flowchart TB
  p([Other user])
  q[Shop]:::service
  r[(Orders)]:::store
  s[(Carts)]:::cache
  p -->|order| q
  q --> r
  q --> s
```

- `q`: sells.
"""
"""Without a grid."""


def sketch(*diagrams: str) -> str:
    """Write the concept with these diagrams."""
    drawn = "\n".join(diagrams)
    return f"""---
title: Sketch
kind: concept
level: core
steps: [serving]
---
A sketch.

## Diagrams

{drawn}
## Sources
- Author (2020). [Sketch](https://example.org/sketch). Venue.
"""
