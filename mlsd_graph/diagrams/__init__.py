"""Diagrams: a flowchart with its placement becomes a layout, and that a drawing or a picture.

`text.paint` draws in characters, `svg.picture` for phones and pages; both rest on `layout.lay_out`.
"""
