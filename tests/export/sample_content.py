"""A small content folder with every kind of page and card, and with text that hurts."""

from pathlib import Path

STORE = r"""---
title: Feature store
kind: component
level: core
steps: [data, serving]
aliases: [feature platform]
---
A feature store keeps one definition of each feature and serves it twice.

It reads from a [[key-value-store]].

## Prerequisites
- [[key-value-store]]: the online half is nothing but keyed reads.

## Contrasts
- [[model-registry]]: A store holds inputs, a registry versioned files. Ask what is rolled back.

## Sources
- Feast project (2024). [Feast documentation](https://docs.feast.dev/).

## Cards

### What it guarantees
Q: Offline AUC holds, online it drops for `x[0] < 3 && y` with $a < b \le \frac{1}{2}$. Why?

A: Skew. **One** definition:

```python
def f(x):
    return x < 3  # [latex]
```

```math
\frac{a}{b} < 1
```

| a | b |
|---|--:|
| 1 | `p\|q` |

### Point-in-time join
A row uses the newest value {{c1::already readable::when?}}, less {{c2::$\frac{d}{2}$}} of delay.

### Name of the join
Q: What is the leak-free join called?

A: `as-of join`, `point-in-time join`

### Online size
Q: 100 million users, 200 features of 8 bytes. How much memory?

A: 160 GB `= 100e6*200*8/1e9`: users × features × bytes.

### Roll-out
Q: A feature becomes shared. Which steps, in order?

A:
1. Register it
2. Backfill **history**
3. Serve it

### Say it
Q: Two minutes: why a feature store?

A:
- [ ] Names skew
- [ ] Names the point-in-time join
- [ ] Names freshness of $x_i$
- [ ] Says when not
"""

KEY_VALUE = r"""---
title: Key-value store
kind: component
level: core
steps: [serving]
---
A key-value store returns the value of one key in a few milliseconds.

## Cards

### Access
Q: Which access does a key-value store make cheap?

A: One value by its exact key.
"""

REGISTRY = r"""---
title: Model registry
kind: component
level: core
steps: [serving, monitoring]
formerly: [model-store]
---
A model registry keeps versioned model files and which of them serves.

## Cards

### Rollback
Q: The newest model misbehaves. What does the registry let you do?

A: Serve the version before.
"""

CASE = r"""---
title: Ad click prediction
level: core
domains: [ads]
---
Predict the chance that a user clicks an ad.

## Clarify requirements
Ask about the auction.

### Checklist
- [ ] Asks about freshness ([[feature-store]])

## Frame as an ML task
Binary.

### Checklist
- [ ] Names the label ([[feature-store]])

## Prepare data and features
Join as of the time, see [[feature-store]].

### Checklist
- [ ] Reads features by key ([[key-value-store]])

## Develop the model
Logistic regression.

### Checklist
- [ ] Registers the model ([[model-registry]])

## Evaluate offline and online
Calibration.

### Checklist
- [ ] Splits by time ([[feature-store]])

## Deploy and serve
One call.

### Checklist
- [ ] Batches keys ([[key-value-store]])

## Monitor and maintain
Watch drift.

### Checklist
- [ ] Can roll back ([[model-registry]])

## Sources
- Team (2020). [Clicks](https://example.org/clicks). Venue.

## Cards

### Label
Q: An ad is shown and closed unseen. Is it a negative example?

A: No: nobody looked, so it says nothing about the ad.
"""

SET = r"""---
title: Where values live
members: [feature-store, key-value-store, model-registry]
question: What is read, by whom, and how often does it change?
---
Each keeps something that serving reads.

## Cards

### Pick one
Q: A weight file must be rolled back at night. Which of the three keeps it?

A: The registry: it holds versions of models.
"""

PAGES = {
    "concepts/features/feature-store.md": STORE,
    "concepts/serving/key-value-store.md": KEY_VALUE,
    "concepts/serving/model-registry.md": REGISTRY,
    "case-studies/ad-click-prediction.md": CASE,
    "contrasts/where-values-live.md": SET,
}
ORDER = {"key-value-store": 0, "feature-store": 1, "model-registry": 2}
NOTES, CARDS = 11, 12


def write_content(folder: Path) -> None:
    for name, text in PAGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
