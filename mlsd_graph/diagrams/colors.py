"""The style sheet inside a picture: light, dark by the viewer's scheme, dark by Anki's class."""

_LIGHT = {
    "i": "#1f2933", "m": "#52606d", "b": "#fff", "l": "#eef2f6",
    "actor": "#fff", "service": "#fff", "pipeline": "#e4e7eb", "model": "#f9dce9",
    "gate": "#fdf0d5", "stream": "#d3f0e6", "store": "#dbe9f8", "index": "#e9dff7",
    "cache": "#fbe3c8", "registry": "#f3eabf", "monitor": "#fbdcd6",
}  # fmt: skip
_DARK = {
    "i": "#e6e9ec", "m": "#aab4bf", "b": "#1b1d20", "l": "#26292e",
    "actor": "#1b1d20", "service": "#1b1d20", "pipeline": "#3a3f45", "model": "#571f3a",
    "gate": "#4d3a12", "stream": "#12463a", "store": "#1d3a57", "index": "#3a2a57",
    "cache": "#54381a", "registry": "#474012", "monitor": "#572018",
}  # fmt: skip
"""Ink, muted ink, ground, lane, then the fill of each kind; texts contrast at least 4.5 to 1."""

_RULES = (
    "text{fill:var(--i);text-anchor:middle}",
    'text{font:12px -apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}',
    ".k{font-size:10.5px;fill:var(--m)}",
    ".t{font-size:11px;font-weight:600;fill:var(--m);text-anchor:start}",
    ".n,.s{font-size:10.5px}",
    ".s{text-anchor:start}",
    ".e{fill:none}",
    ".d{stroke-dasharray:4 3}",
    ".h{fill:var(--i)}",
    ".g{fill:var(--l)}",
    ".p{fill:var(--b)}",
    ".w,.e,.x{stroke:var(--i);stroke-width:1.3}",
    ".z{stroke-width:2.2}",
)


def style_sheet(kinds: list[str]) -> str:
    """Write the sheet for the kinds that a picture has; every rule stays within class `dg`."""
    names = ["i", "m", "b", "l", *kinds]
    light, dark = (
        ";".join(f"--{name}:{scheme[name]}" for name in names) for scheme in (_LIGHT, _DARK)
    )
    rules = "".join(
        ",".join(f".dg {each}" for each in rule.split("{")[0].split(",")) + "{" + rule.split("{")[1]
        for rule in _RULES
    )
    fills = "".join(f".dg .{kind}{{fill:var(--{kind})}}" for kind in kinds)
    return (
        f".dg{{{light}}}.nightMode .dg,.night_mode .dg{{{dark}}}"
        f"@media(prefers-color-scheme:dark){{.dg{{{dark}}}}}{rules}{fills}"
    )
