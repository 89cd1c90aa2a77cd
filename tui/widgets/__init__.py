"""Reusable parts of screens, one file each; they post messages up and call no service."""
