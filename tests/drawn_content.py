"""Two pages with diagrams as authors write them: a concept's mechanism, and a path with lanes."""

PREDICTION_MODES = """---
title: Prediction modes
kind: tradeoff
level: core
steps: [serving]
---
Scores are made ahead for everybody or on request for one; who waits, and for what, decides.

## Diagrams

### Ahead or on request {#modes .card}

```mermaid
flowchart TB
%% grid: fs     | lake | sched
%% grid: rank   | reg  | batch
%% grid: client | log  | cache
  subgraph online["Online path"]
    fs[(Feature store)]:::store
    rank[Inference service]:::model
    client([Client])
  end
  lake[(Warehouse)]:::store
  reg[(Model registry)]:::registry
  log[[Prediction log]]:::stream
  subgraph ahead["Batch path"]
    sched[Scheduler]:::service
    batch[Batch scoring job]:::pipeline
    cache[(Score cache)]:::cache
  end
  lake -.->|nightly| fs
  fs --> rank
  reg -->|deploy| rank
  rank -->|score in 50 ms| client
  client -.->|shown, clicked| log
  log -.-> lake
  sched --> batch
  lake -->|features| batch
  reg --> batch
  batch -->|precomputed| cache
  cache -->|look-up| client
```

- `rank` [[alpha]]: a model call per request, which sees what happened a second ago. {.card}
- `cache` [[beta]]: answers in a millisecond, whatever the model costs. {.card}
- `fs`: the same values as offline, read in milliseconds.
- `lake`: full history, cheap to read in bulk.
- `reg`: both paths take the model from one place, so they never disagree on its version. {.card}
- `log`: what was shown, which is what a label must be joined to.
- `sched`: starts the job when yesterday's partitions are complete, not by the clock.
- `batch`: scores everybody, most of whom will not come.
- `lake -.-> fs`: a day old at worst; fresher values need a stream. {.card}
- `client -.-> log`: the request does not wait for it. {.card}

## Sources
- Author (2020). [Modes](https://example.org/modes). Venue.

## Cards

### Fresh or cheap
Q: Picks for 10⁷ daily users change once a day. Batch or online, and what would flip you?

A: Batch: one score per user and day. Picks that depend on the last minute would flip it.
"""

_STEPS = "".join(
    f"## {title}\n\nIt says what [[alpha]] says.\n\n### Checklist\n"
    "- [ ] Names it ([[alpha]])\n- [ ] Weighs it ([[beta]])\n- [ ] Bounds it ([[gamma]])\n\n"
    for title in (
        "Clarify requirements",
        "Frame as an ML task",
        "Prepare data and features",
        "Develop the model",
        "Evaluate offline and online",
        "Deploy and serve",
        "Monitor and maintain",
    )
)

ANSWERING = f"""---
title: Answering from documents
level: core
domains: [search]
---
Design an assistant that answers questions from a company's documents.

{_STEPS}## Diagrams

### From question to answer {{step=model}}

```mermaid
flowchart TB
  subgraph answer["Answering"]
    user([User])
    guard{{Input guardrail}}:::gate
    retr["Retriever (hybrid)"]:::service
    rerank[Re-ranker]:::model
    llm[LLM]:::model
  end
  subgraph ingest["Indexing"]
    docs[[Document changes]]:::stream
    chunk[Parser and chunker]:::pipeline
    vec[(Vector index)]:::index
  end
  trace{{{{Tracing}}}}:::monitor
  user -->|question| guard
  guard -->|allowed| retr
  guard -->|refused| user
  docs --> chunk
  chunk --> vec
  vec -->|nearest 100| retr
  retr --> rerank
  rerank -->|best 8| llm
  llm -->|answer| user
  llm -.-> trace
  trace -.->|hard cases| chunk
```

- `guard` [[gamma]]: cheaper to refuse before retrieval than to filter an answer. {{.card}}
- `rerank`: reads question and passage jointly, affordable for a hundred of them. {{.card}}
- `retr`: words and vectors miss different things.
- `llm`: writes only from what it was given.
- `docs`: an edit must reach the index within minutes.
- `chunk`: cuts where headings do, so that a passage stands alone.
- `vec`: holds what was embedded before anybody asked.
- `trace`: finds the questions that failed, off the request path.
- `trace -.-> chunk`: bad cuts show up as answers that miss the second half. {{.card}}

## Sources
- Author (2020). [Answering](https://example.org/answering). Venue.

## Cards

### First stage
Q: Retrieval returns a passage that contradicts the answer. Which block do you look at first?

A: The re-ranker's input: whether the right passage was among the hundred at all.
"""

DRAWN = {
    "concepts/serving/prediction-modes.md": PREDICTION_MODES,
    "case-studies/answering.md": ANSWERING,
}
"""Path in a content folder → text; they link to the pages of `small_content`."""
