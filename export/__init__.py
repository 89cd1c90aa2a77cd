"""What leaves the tool, and comes back into it."""
