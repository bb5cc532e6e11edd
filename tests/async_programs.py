"""Writes programs that nest async syntax in every scope Python has, right and wrong ones alike.

What a program is made of is decided by a `random.Random`: hypothesis's in a property test, a
seeded one in a long run. Every program parses with `ast.parse` of the running Python, and what
its compiler may refuse is async syntax alone, rare slips aside: `yield` stands only where a
function evaluates it.
"""

from __future__ import annotations

import sys
from random import Random

HAS_TYPE_PARAMETERS = sys.version_info >= (3, 12)
HAS_TYPE_DEFAULTS = sys.version_info >= (3, 13)
FREE_FSTRINGS = sys.version_info >= (3, 12)
"""Whether an f-string's expressions may hold its own quotes."""

LEAVES = ("a", "b.c", "1", "None", "'await x'", "x[0]")


class Writer:
    """Writes one program; `depth` bounds how deep expressions and blocks nest."""

    def __init__(self, random: Random, depth: int = 3) -> None:
        self.random = random
        self.depth = depth
        self.future = self.chance(0.15)

    def program(self) -> str:
        """A whole module, now and then with `from __future__ import annotations`."""
        head = ["from __future__ import annotations"] if self.future else []
        return "\n".join([*head, *self.block(0, yields=False)]) + "\n"

    def chance(self, probability: float) -> bool:
        """Whether to do what is done so often."""
        return self.random.randrange(100) < probability * 100

    # -- expressions; `yields`: whether a function evaluates them

    def expression(self, yields: bool, depth: int | None = None) -> str:
        """An expression that can stand in parentheses anywhere."""
        if depth is None:
            depth = self.random.randrange(self.depth + 1)
        if depth <= 0:
            return self.random.choice(LEAVES)
        kind = self.random.randrange(20)
        if kind < 5:
            return f"(await ({self.expression(yields, depth - 1)}))"
        if kind < 9:
            return self.comprehension(yields, depth - 1)
        if kind < 11 and yields:
            value = self.expression(yields, depth - 1)
            return self.random.choice(("(yield)", f"(yield {value})", f"(yield from {value})"))
        if kind < 13:
            default, body = self.expression(yields, depth - 1), self.expression(True, depth - 1)
            return f"(lambda p={default}, *q, r={default}: {body})"
        one, other = self.expression(yields, depth - 1), self.expression(yields, depth - 1)
        if kind == 13:
            return self.fstring(one, other)
        if kind == 14 and self.chance(0.1):
            return f"(w := {one})"
        return self.random.choice(
            (
                f"f({one}, k={other}, *{other}, **{one})",
                f"('%s' % ({one}, {other}))",
                f"(0 and {one} and {other})",
                f"({one} if 1 else {other})",
                f"({one} < {other} in [1, 2])",
                f"a[{one}:{other}, {one}]",
                f"({one}, *{other})",
                f"{{{one}: {other}, **{one}}}",
                f"[{one}, {{{other}}}, not {one}]",
            )
        )

    def comprehension(self, yields: bool, depth: int) -> str:
        """A comprehension: nothing but its first iterable is evaluated outside."""
        loops = ""
        for number in range(self.random.choice((1, 1, 2))):
            keyword = self.random.choice(("for", "for", "async for"))
            target = self.random.choice(("t", "t", "t, u", "t.x", "t[await v]"))
            loops += f" {keyword} {target} in ({self.expression(yields and not number, depth)})"
            if self.chance(0.3):
                loops += f" if {self.expression(False, depth)}"
        element = self.expression(False, depth)
        kind = self.random.randrange(5)
        if kind == 0:
            return f"{{{element}: {self.expression(False, depth)}{loops}}}"
        left, right = ("()", "[]", "{}", "[]")[kind - 1]
        return f"{left}{element}{loops}{right}"

    def fstring(self, one: str, other: str) -> str:
        """An f-string with an expression, and another in a format."""
        text = f"{{ {one} !r:{{ {other} }}}}{{ {one} }}"
        if not FREE_FSTRINGS and set(text) & set("\"'\\"):
            return f"({one}, {other})"
        return f'f"{text}"'

    def annotation(self, generic: bool, yields: bool) -> str:
        """An annotation, in parentheses; those of a generic and future ones can't yield."""
        return f"({self.expression(yields and not generic and not self.future)})"

    # -- statements

    def block(self, level: int, *, yields: bool) -> list[str]:
        """The lines of a block that stands `level` blocks deep, not indented."""
        lines: list[str] = []
        for _ in range(self.random.choice((1, 1, 2, 3))):
            deep = level < self.depth and self.chance(0.7)
            lines += self.compound(level, yields) if deep else [self.simple(yields)]
        return lines

    def simple(self, yields: bool) -> str:
        """A statement of one line."""
        one, other = self.expression(yields), self.expression(yields)
        note = self.annotation(False, yields)
        choices = [
            one,
            one,
            f"x = {one}",
            f"x[{one}] += {other}",
            f"x: {note} = {one}",
            f"x: {note}",
            f"(x): {note}",
            f"x.y: {note} = {one}",
            f"x[{one}]: {note}",
            f"x: 'await {{y}}' = {one}",
            f"assert {one}, {other}",
            f"del x[{one}]",
            f"raise ({one}) from ({other})",
        ]
        if yields:
            choices += ["return", "return None", f"return {one}", f"return {one}"]
            choices += ["yield", f"yield from {one}", "if 0: yield", "while 0: return 1"]
        return self.random.choice(choices)

    def compound(self, level: int, yields: bool) -> list[str]:
        """The lines of a statement that holds blocks."""
        kind = self.random.randrange(16)
        if kind < 7:
            return self.function(level, yields)
        if kind < 9:
            return self.class_(level, yields)
        if kind == 9 and HAS_TYPE_PARAMETERS:
            return [f"type X{self.type_parameters()} = {self.expression(False)}"]
        one, other = self.expression(yields), self.expression(yields)
        body, rest = self.indented(level, yields), self.indented(level, yields)
        word = self.random.choice(("", "async "))
        return self.random.choice(
            (
                [f"{word}with ({one}) as a, ({other}):", *body],
                [f"{word}with ({one}) as a[{other}]:", *body],
                [f"{word}for t in ({one}):", *body, "else:", *rest],
                [f"{word}for t[{other}] in ({one}):", *body],
                ["if 0:", *body, f"elif {one}:", *rest],
                [f"while {one}:", *body],
                ["try:", *body, f"except ({one}):", *rest, "finally:", *body],
                [f"match {one}:", "    case C(x=1) if " + other + ":", *map("    ".__add__, body)],
            )
        )

    def indented(self, level: int, yields: bool) -> list[str]:
        """The lines of a block of a compound statement, indented."""
        return ["    " + line for line in self.block(level + 1, yields=yields)]

    def function(self, level: int, yields: bool) -> list[str]:
        """A `def` or an `async def`, with whatever a header can hold."""
        generic = HAS_TYPE_PARAMETERS and self.chance(0.2)
        arguments = []
        if self.chance(0.2):
            arguments += [f"p: {self.annotation(generic, yields)} = {self.expression(yields)}, /"]
        if self.chance(0.2):
            arguments += [f"q={self.expression(yields)}"]
        if self.chance(0.2):
            arguments += [f"*r: {self.annotation(generic, yields)}", f"s={self.expression(yields)}"]
        if self.chance(0.1):
            arguments += [f"**t: {self.annotation(generic, yields)}"]
        result = f" -> {self.annotation(generic, yields)}" if self.chance(0.2) else ""
        keyword = self.random.choice(("def", "async def", "async def"))
        name = self.random.choice(("f", "g", "__init__", "__aenter__"))
        parameters = self.type_parameters() if generic else ""
        return [
            *([f"@f({self.expression(yields)})"] if self.chance(0.2) else []),
            f"{keyword} {name}{parameters}({', '.join(arguments)}){result}:",
            *self.indented(level, True),
        ]

    def class_(self, level: int, yields: bool) -> list[str]:
        """A class; the bases of a generic one can't yield."""
        generic = HAS_TYPE_PARAMETERS and self.chance(0.3)
        parameters = self.type_parameters() if generic else ""
        base = self.expression(yields and not generic)
        keyword = self.expression(yields and not generic)
        bases = self.random.choice(("", f"({base}, *{base}, k={keyword})"))
        return [
            *([f"@f({self.expression(yields)})"] if self.chance(0.2) else []),
            f"class C{parameters}{bases}:",
            *self.indented(level, False),
        ]

    def type_parameters(self) -> str:
        """Type parameters, with bounds, and with defaults where the running Python has them."""
        bound = f": {self.expression(False)}" if self.chance(0.5) else ""
        if not HAS_TYPE_DEFAULTS or self.chance(0.5):
            return f"[T{bound}, *Ts, **P]"
        one, two = self.expression(False), self.expression(False)
        return f"[T{bound} = {one}, *Ts = ({two}), **P = {one}]"
