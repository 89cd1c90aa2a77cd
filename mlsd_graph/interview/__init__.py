"""The mock interview: agenda, clock, follow-up questions, marking and report, as pure functions.

Time comes in as seconds of a monotonic clock, content as records, the log as plain values.
"""
