"""Ratios of this project's speed to named peers, both sides measured in one run."""
