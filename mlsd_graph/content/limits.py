"""How large outside text may be, so that time and memory stay bounded."""

FILE_BYTES = 256 * 1024
"""One Markdown file."""
FRONT_MATTER_BYTES = 64 * 1024
YAML_EVENTS = 5_000
YAML_DEPTH = 12
BLOCKS = 500
"""Blocks separated by blank lines in one file."""
BLOCK_CHARACTERS = 4096
"""One paragraph, list or table row: Markdown parsers need quadratic time for longer ones."""
TABLE_CELLS = 1_000
"""Of all tables of one file, empty ones included: a narrow window gives each a line of its own."""
FOLDER_DEPTH = 8
FILES = 50_000
"""Files in one content folder; a mistyped path such as `/` must not be walked for hours."""
FINDINGS_PER_FILE = 50
"""What is wrong beyond that is summed up in one line."""
