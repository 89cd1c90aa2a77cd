"""Fits the parameters of FSRS-6 to one learner's log, in numpy alone.

Import its modules only inside the command that needs them: each of them imports numpy (100 ms).
"""
