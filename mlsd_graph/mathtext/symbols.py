"""The commands that stand for one symbol or name, with their class.

Only what MathJax knows without further macros: the same LaTeX goes unchanged to the phone.
"""

from mlsd_graph.mathtext.nodes import Atom


def _table(words: str, atom: Atom) -> dict[str, tuple[str, Atom]]:
    pairs = (word.split(":", 1) for word in words.split())
    return {name: (text, atom) for name, text in pairs}


def _names(words: str, atom: Atom) -> dict[str, tuple[str, Atom]]:
    return {name: (name, atom) for name in words.split()}


_GREEK = """
alpha:α beta:β gamma:γ delta:δ epsilon:ε varepsilon:ε zeta:ζ eta:η theta:θ vartheta:ϑ iota:ι
kappa:κ lambda:λ mu:μ nu:ν xi:ξ pi:π rho:ρ varrho:ϱ sigma:σ varsigma:ς tau:τ upsilon:υ phi:φ
varphi:φ chi:χ psi:ψ omega:ω Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ Upsilon:Υ Phi:Φ
Psi:Ψ Omega:Ω
"""
_ORDINARY = """
nabla:∇ partial:∂ infty:∞ forall:∀ exists:∃ nexists:∄ top:⊤ bot:⊥ ldots:… dots:… dotsc:… cdots:⋯
dotsb:⋯ vdots:⋮ ddots:⋱ ell:ℓ hbar:ℏ Re:ℜ Im:ℑ aleph:ℵ emptyset:∅ varnothing:∅ prime:′ angle:∠
neg:¬ lnot:¬ vert:| Vert:‖ backslash:\\ dagger:† degree:° checkmark:✓ square:□ triangle:△ S:§
"""
_BINARY = """
cdot:· times:× div:÷ pm:± mp:∓ cup:∪ cap:∩ setminus:∖ oplus:⊕ ominus:⊖ otimes:⊗ odot:⊙ circ:∘
star:⋆ ast:∗ bullet:• land:∧ wedge:∧ lor:∨ vee:∨ sqcup:⊔ sqcap:⊓ bmod:mod
"""
_RELATION = """
le:≤ leq:≤ leqslant:≤ ge:≥ geq:≥ geqslant:≥ ne:≠ neq:≠ lt:< gt:> ll:≪ gg:≫ approx:≈ sim:∼
simeq:≃ cong:≅ equiv:≡ doteq:≐ propto:∝ to:→ rightarrow:→ leftarrow:← gets:← leftrightarrow:↔
longrightarrow:⟶ longleftarrow:⟵ Rightarrow:⇒ Leftarrow:⇐ Leftrightarrow:⇔ implies:⟹ iff:⟺
mapsto:↦ uparrow:↑ downarrow:↓ in:∈ ni:∋ notin:∉ subset:⊂ subseteq:⊆ supset:⊃ supseteq:⊇ mid:|
nmid:∤ parallel:∥ perp:⊥ prec:≺ succ:≻ preceq:⪯ succeq:⪰ models:⊨ vdash:⊢ triangleq:≜
lesssim:≲ gtrsim:≳ nearrow:↗ searrow:↘
"""
_BIG = "sum:∑ prod:∏ coprod:∐ int:∫ iint:∬ oint:∮ bigcup:⋃ bigcap:⋂ bigoplus:⨁ bigotimes:⨂"
_OPENING = "langle:⟨ lfloor:⌊ lceil:⌈ lbrace:{ lbrack:[ lvert:| lVert:‖"
_CLOSING = "rangle:⟩ rfloor:⌋ rceil:⌉ rbrace:} rbrack:] rvert:| rVert:‖"
_FUNCTIONS = """
log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arg deg dim hom ker
"""
_LIMITED = "max min lim sup inf limsup liminf det gcd Pr"

COMMANDS: dict[str, tuple[str, Atom]] = {
    **_table(_GREEK, Atom.ORD),
    **_table(_ORDINARY, Atom.ORD),
    **_table(_BINARY, Atom.BIN),
    **_table(_RELATION, Atom.REL),
    **_table(_BIG, Atom.BIG),
    **_table(_OPENING, Atom.OPEN),
    **_table(_CLOSING, Atom.CLOSE),
    **_names(_FUNCTIONS, Atom.OP),
    **_names(_LIMITED, Atom.LIM),
    **{mark: (mark, Atom.ORD) for mark in "%$_#&"},
    "|": ("‖", Atom.ORD),
    "{": ("{", Atom.OPEN),
    "}": ("}", Atom.CLOSE),
    "colon": (":", Atom.PUNCT),
}

CHARACTERS: dict[str, tuple[str, Atom]] = {
    "-": ("−", Atom.BIN),
    "*": ("∗", Atom.BIN),
    ":": (":", Atom.REL),
    ":=": (":=", Atom.REL),
    "~": (" ", Atom.ORD),
    **{c: (c, Atom.BIN) for c in "+−±×·∪∩⊕⊗⊙∘÷∧∨"},
    **{c: (c, Atom.REL) for c in "=<>≤≥≠≈∼∝→←⇒∈∉⊂⊆≪≫≡↦⇔↔"},
    **{c: (c, Atom.OPEN) for c in "([⟨⌊⌈"},
    **{c: (c, Atom.CLOSE) for c in ")]⟩⌋⌉"},
    **{c: (c, Atom.PUNCT) for c in ",;"},
    **{c: (c, Atom.BIG) for c in "∑∏∫"},
}

SPACES: dict[str, int] = {
    **dict.fromkeys([",", ":", ">", ";", " ", "thinspace", "enspace"], 1),
    "!": 0,
    "quad": 2,
    "qquad": 4,
}

IGNORED = frozenset(
    f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "m", "r")
) | {"displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag"}
"""Commands that change sizes, which a terminal has only one of."""

NOT_IN_MATHJAX: dict[str, str] = {
    "argmax": r"\operatorname{argmax}",
    "argmin": r"\operatorname{argmin}",
    "softmax": r"\operatorname{softmax}",
    "sigmoid": r"\operatorname{sigmoid}",
    "clip": r"\operatorname{clip}",
    "round": r"\operatorname{round}",
    "sign": r"\operatorname{sign}",
    "bm": r"\boldsymbol",
    "mathbbm": r"\mathbb",
    "coloneqq": ":=",
    "norm": r"\lVert … \rVert",
    "abs": r"\lvert … \rvert",
    "R": r"\mathbb{R}",
    "E": r"\mathbb{E}",
    "newline": r"a second math fence",
    "rm": r"\mathrm{…}",
    "bf": r"\mathbf{…}",
    "cal": r"\mathcal{…}",
    "over": r"\frac",
    "align": r"\begin{aligned}",
}
"""Commands often written that would not show on the phone, with what to write."""
