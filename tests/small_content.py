"""Three concepts that rest on each other, with cards of every kind."""

PAGES = {
    "concepts/serving/alpha.md": """---
title: Alpha
kind: concept
level: core
steps: [serving]
---
Alpha stands first and needs nothing.

## Sources
- Author (2020). [Alpha](https://example.org/alpha). Venue.

## Cards

### First
Q: What does Alpha need before it can be learned, and why?

A: Nothing: it stands first.

### Hidden
Alpha hides {{c1::one::how many?}} thing and {{c2::two}} more.

### Size
Q: 100 items of 4 bytes each: how many bytes in all?

A: 400 B `= 100*4`: items times bytes.
""",
    "concepts/serving/beta.md": """---
title: Beta
kind: technique
level: core
steps: [serving]
---
Beta rests on Alpha.

## Prerequisites
- [[alpha]]: Beta begins where Alpha ends.

## Contrasts
- [[gamma]]: Beta is quick and rough, Gamma slow and exact; the budget decides.

## Sources
- Author (2020). [Beta](https://example.org/beta). Venue.

## Cards

### Name
Q: What is the second letter of the Greek alphabet called?

A: `beta`

### Steps
Q: In which order does one build Beta?

A:
1. Lay the ground
2. Raise the walls
3. Close the roof
""",
    "concepts/serving/gamma.md": """---
title: Gamma
kind: technique
level: core
steps: [serving]
---
Gamma rests on Beta.

## Prerequisites
- [[beta]]: Gamma refines what Beta builds.

## Sources
- Author (2020). [Gamma](https://example.org/gamma). Venue.

## Cards

### Aloud
Q: Explain Gamma in two minutes: what must be said?

A:
- [ ] Says what it refines
- [ ] Says what it costs
- [ ] Names a limit
- [ ] Gives a number
""",
}
