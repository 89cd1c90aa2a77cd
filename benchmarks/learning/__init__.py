"""Does the graph help anybody learn? Simulated learners, equal minutes, limits set beforehand.

`python -m benchmarks.learning` runs every part of the schedule that rests on the graph or on a
date against plain FSRS and writes RESULTS.md, losses included. What a learner remembers follows
one of four memory models, none of which holds the rule that is tested; what is true about the
edges (transfer, damage of a missing prerequisite) is drawn apart from what the author wrote.
"""
