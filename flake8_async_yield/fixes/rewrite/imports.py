"""Imports that new code needs, put where the file's own order has them; unused ones taken out.

Only imports at the top of a module (also under an `if` or `try` there) are looked at. The order
is isort's default: plain imports before `from` ones, names sorted without regard to case.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence

import libcst as cst
from libcst.helpers import get_full_name_for_node

from flake8_async_yield.fixes.rewrite.document import Document, Need, Refusal

SAME = ({"collections.abc", "typing", "typing_extensions"},)
"""Modules that give the same thing under the same name, as far as fixes need them."""


def _same(module: str) -> set[str]:
    return next((group for group in SAME if module in group), {module})


def imports_in(
    body: Sequence[cst.BaseStatement],
) -> Iterator[tuple[cst.Import | cst.ImportFrom, bool]]:
    """(import, whether it stands under `if TYPE_CHECKING`) for the imports of a module's top."""
    stack: list[tuple[cst.CSTNode, bool]] = [(node, False) for node in reversed(body)]
    while stack:
        node, guarded = stack.pop()
        if isinstance(node, (cst.Import, cst.ImportFrom)):
            yield node, guarded
        elif isinstance(
            node, (cst.SimpleStatementLine, cst.IndentedBlock, cst.SimpleStatementSuite)
        ):
            stack.extend((child, guarded) for child in reversed(node.body))
        elif isinstance(node, cst.If):
            name = get_full_name_for_node(node.test) or ""
            if node.orelse is not None:
                stack.append((node.orelse, guarded))
            stack.append((node.body, guarded or name.endswith("TYPE_CHECKING")))
        elif isinstance(node, (cst.Try, cst.Else)):
            stack.append((node.body, guarded))


def module_of(node: cst.ImportFrom) -> str:
    """The dotted module of a `from` import; '' where it is relative."""
    if node.relative or node.module is None:
        return ""
    return get_full_name_for_node(node.module) or ""


def _aliases(node: cst.Import | cst.ImportFrom) -> Sequence[cst.ImportAlias]:
    return () if isinstance(node.names, cst.ImportStar) else node.names


def _bound(alias: cst.ImportAlias) -> str:
    """The name that an alias binds, dotted for `import a.b`."""
    return alias.evaluated_alias or alias.evaluated_name


def reference(
    document: Document, module: str, name: str, near: str = "", *, annotation: bool = False
) -> tuple[str, tuple[Need, ...]]:
    """How the file may write `module.name`, and the import that this needs, if any.

    `near` is the name that it replaces (see `Need`); in an `annotation` an import under
    `if TYPE_CHECKING` will do. Raises `Refusal` where the file means something else by the name.
    """
    wanted = _same(module)
    for node, guarded in imports_in(document.module.body):
        if guarded and not annotation:
            continue
        for alias in _aliases(node):
            if isinstance(node, cst.ImportFrom):
                if module_of(node) in wanted and alias.evaluated_name == name:
                    return _bound(alias), ()
            elif alias.evaluated_name == module:
                return f"{_bound(alias)}.{name}", ()
    if name in document.identifiers and _binds(document, name):
        raise Refusal(f"the file means something else by '{name}'")
    return name, (Need(module, name, near),)


class _Bindings(cst.CSTVisitor):
    def __init__(self, name: str) -> None:
        self.name = name
        self.found = False

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        self._look(node.target)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        self._look(node.target)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:
        self._look(node.target)

    def visit_For(self, node: cst.For) -> None:
        self._look(node.target)

    def visit_AsName(self, node: cst.AsName) -> None:
        self._look(node.name)

    def visit_ImportAlias(self, node: cst.ImportAlias) -> None:
        self.found = self.found or _bound(node).partition(".")[0] == self.name

    def visit_Param(self, node: cst.Param) -> None:
        self._look(node.name)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._look(node.name)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._look(node.name)

    def _look(self, node: cst.BaseExpression) -> None:
        for part in node.children if isinstance(node, (cst.Tuple, cst.List)) else (node,):
            inner = part.value if isinstance(part, cst.Element) else part
            self.found = self.found or (isinstance(inner, cst.Name) and inner.value == self.name)


def _binds(document: Document, name: str) -> bool:
    bindings = _Bindings(name)
    document.module.visit(bindings)
    return bindings.found


def rename(text: str, name: str, written: str) -> str:
    """`text` with the name `name` written as the file imports it."""
    return re.sub(rf"(?<![\w.]){re.escape(name)}\b", written, text)


# -- after the edits


def settle(module: cst.Module, needs: Iterable[Need], lost: Iterable[str]) -> cst.Module:
    """`module` with the imports that it needs, without those that only lost names used."""
    unused = _unused(module, lost)
    for need in dict.fromkeys(needs):
        module = _added(module, need, unused)
    for name in unused:
        module = _dropped(module, name)
    return module


class _Uses(cst.CSTVisitor):
    """Every identifier outside import statements, those in strings too."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        return False

    def visit_Name(self, node: cst.Name) -> None:
        self.found.add(node.value)

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        self.found.update(re.findall(r"[^\W\d]\w*", node.value))


def _unused(module: cst.Module, lost: Iterable[str]) -> list[str]:
    names = list(dict.fromkeys(lost))
    if not names:
        return []
    uses = _Uses()
    module.visit(uses)
    return [name for name in names if name not in uses.found]


def _added(module: cst.Module, need: Need, unused: list[str]) -> cst.Module:
    """`module` with the need met; a name of `unused` that it replaced is taken out of it."""
    candidates = [
        (node, guarded)
        for node, guarded in imports_in(module.body)
        if isinstance(node, cst.ImportFrom)
        and module_of(node) in _same(need.module)
        and not isinstance(node.names, cst.ImportStar)
    ]
    for node, _ in candidates:
        for alias in _aliases(node):
            if alias.evaluated_name == need.name and alias.asname is None:
                return module
    for node, _ in candidates:
        for number, alias in enumerate(_aliases(node)):
            if _bound(alias) == need.near:
                if need.near in unused:
                    unused.remove(need.near)
                    return _swapped(module, node, number, need.name)
                return _extended(module, node, need.name)
    for node, guarded in candidates:
        if not guarded and module_of(node) == need.module:
            return _extended(module, node, need.name)
    return _inserted(module, need)


def _replace(module: cst.Module, old: cst.CSTNode, new: cst.CSTNode) -> cst.Module:
    changed = module.deep_replace(old, new)
    assert isinstance(changed, cst.Module)
    return changed


def _key(alias: cst.ImportAlias) -> str:
    return alias.evaluated_name.lower()


def _reordered(node: cst.ImportFrom, aliases: Sequence[cst.ImportAlias]) -> cst.ImportFrom:
    """`node` with `aliases`, set apart as its own are; a comment stays with its alias."""
    old = _aliases(node)
    alone = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    last = old[-1].comma
    between = old[0].comma if len(old) > 1 else alone
    if len(old) == 1 and isinstance(last, cst.Comma) and node.lpar is not None:
        between = cst.Comma(whitespace_after=node.lpar.whitespace_after)
    new = [
        alias.with_changes(comma=_as(between if alias is not aliases[-1] else last, alias.comma))
        for alias in aliases
    ]
    return node.with_changes(names=new)


Mark = cst.Comma | cst.MaybeSentinel


def _as(pattern: Mark, own: Mark) -> Mark:
    """The comma `pattern` with the comment of the comma `own`."""
    if not isinstance(pattern, cst.Comma):
        return pattern
    space = pattern.whitespace_after
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return pattern
    first = cst.TrailingWhitespace()
    if isinstance(own, cst.Comma) and isinstance(own.whitespace_after, cst.ParenthesizedWhitespace):
        first = own.whitespace_after.first_line
    return pattern.with_changes(whitespace_after=space.with_changes(first_line=first))


def _sorted_as(old: Sequence[cst.ImportAlias], new: list[cst.ImportAlias]) -> list[cst.ImportAlias]:
    """`new` sorted as `old` is: by case, without regard to it, or not at all."""
    by_case = [alias.evaluated_name for alias in old]
    if len(old) > 1 and by_case == sorted(by_case):
        return sorted(new, key=lambda alias: alias.evaluated_name)
    if [_key(alias) for alias in old] == sorted(map(_key, old)):
        return sorted(new, key=_key)
    return new


def _swapped(module: cst.Module, node: cst.ImportFrom, number: int, name: str) -> cst.Module:
    old = _aliases(node)
    new = [*old[:number], cst.ImportAlias(cst.Name(name)), *old[number + 1 :]]
    return _replace(module, node, _reordered(node, _sorted_as(old, new)))


def _extended(module: cst.Module, node: cst.ImportFrom, name: str) -> cst.Module:
    old = _aliases(node)
    new = [*old, cst.ImportAlias(cst.Name(name))]
    return _replace(module, node, _reordered(node, _sorted_as(old, new)))


def _dropped(module: cst.Module, name: str) -> cst.Module:
    """`module` without the import of `name`; one whose place holds comments stays."""
    for node, _ in imports_in(module.body):
        aliases = _aliases(node)
        if not any(_bound(alias).partition(".")[0] == name for alias in aliases):
            continue
        kept = [alias for alias in aliases if _bound(alias).partition(".")[0] != name]
        if kept:
            if isinstance(node, cst.ImportFrom):
                return _replace(module, node, _reordered(node, kept))
            kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            return _replace(module, node, node.with_changes(names=kept))
        return _line_dropped(module, node)
    return module


def _line_dropped(module: cst.Module, node: cst.Import | cst.ImportFrom) -> cst.Module:
    for number, line in enumerate(module.body):
        if isinstance(line, cst.SimpleStatementLine) and list(line.body) == [node]:
            if line.trailing_whitespace.comment is not None:
                return module
            body = list(module.body)
            del body[number]
            if line.leading_lines and number < len(body):
                following = body[number]
                assert isinstance(following, (cst.SimpleStatementLine, cst.BaseCompoundStatement))
                leading = [*line.leading_lines, *following.leading_lines]
                if following.leading_lines and not following.leading_lines[0].comment:
                    leading = [*line.leading_lines, *following.leading_lines[1:]]
                body[number] = following.with_changes(leading_lines=leading)
            return module.with_changes(body=body)
    return module


def _inserted(module: cst.Module, need: Need) -> cst.Module:
    """A new line: sorted into the block of standard imports, or a block of its own."""
    body = list(module.body)
    parts = [part.strip() for part in need.module.split(".")]
    path: cst.Name | cst.Attribute = cst.Name(parts[0])
    for part in parts[1:]:
        path = cst.Attribute(path, cst.Name(part))
    line = cst.SimpleStatementLine(
        [cst.ImportFrom(module=path, names=[cst.ImportAlias(cst.Name(need.name))])]
    )
    start = _after_header(body)
    run = start
    while run < len(body) and _import_of(body[run]) is not None:
        if run > start and _leading(body[run]):
            break
        run += 1
    block = [_import_of(body[i]) for i in range(start, run)]
    if block and all(_is_standard(node) for node in block if node is not None):
        place = start + sum(_order(node) < _order_of(need) for node in block if node is not None)
        return _put(module, body, place, line, alone=False)
    return _put(module, body, start, line, alone=True)


def _header_parted(
    module: cst.Module, body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement]
) -> tuple[cst.Module, list[cst.SimpleStatementLine | cst.BaseCompoundStatement]]:
    """Comments right above the first statement, below a blank line, are made its own."""
    header = list(module.header)
    blank = [number for number, line in enumerate(header) if line.comment is None]
    if not blank or body[0].leading_lines:
        return module, body
    first = body[0].with_changes(leading_lines=header[blank[-1] + 1 :])
    return module.with_changes(header=header[: blank[-1] + 1]), [first, *body[1:]]


def _after_header(body: Sequence[cst.BaseStatement]) -> int:
    """The index behind the docstring and the imports from `__future__`."""
    place = 0
    for number, line in enumerate(body):
        if not isinstance(line, cst.SimpleStatementLine):
            break
        first = line.body[0]
        docstring = number == 0 and isinstance(first, cst.Expr) and isinstance(
            first.value, (cst.SimpleString, cst.ConcatenatedString)
        )
        future = isinstance(first, cst.ImportFrom) and module_of(first) == "__future__"
        if not docstring and not future:
            break
        place = number + 1
    return place


def _import_of(line: cst.CSTNode) -> cst.Import | cst.ImportFrom | None:
    if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1:
        node = line.body[0]
        if isinstance(node, (cst.Import, cst.ImportFrom)):
            return node
    return None


def _leading(line: cst.CSTNode) -> Sequence[cst.EmptyLine]:
    if isinstance(line, (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
        return line.leading_lines
    return ()


def _order(node: cst.Import | cst.ImportFrom) -> tuple[bool, str]:
    if isinstance(node, cst.ImportFrom):
        return True, module_of(node).lower()
    return False, node.names[0].evaluated_name.lower()


def _order_of(need: Need) -> tuple[bool, str]:
    return True, need.module.lower()


def _is_standard(node: cst.Import | cst.ImportFrom) -> bool:
    if isinstance(node, cst.ImportFrom):
        return module_of(node).partition(".")[0] in sys.stdlib_module_names
    return all(a.evaluated_name.partition(".")[0] in sys.stdlib_module_names for a in node.names)


def _put(
    module: cst.Module,
    body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement],
    place: int,
    line: cst.SimpleStatementLine,
    *,
    alone: bool,
) -> cst.Module:
    """`line` at `place`; blank lines and comments above what stood there stay above `line`."""
    if place == 0 and body and _import_of(body[0]) is None:
        module, body = _header_parted(module, body)
    if place == len(body):
        blank = [cst.EmptyLine(indent=False)] if body and alone else []
        return module.with_changes(body=[*body, line.with_changes(leading_lines=blank)])
    following = body[place]
    leading = list(_leading(following))
    first_of_block = place == _after_header(body)
    if not first_of_block:
        return module.with_changes(body=[*body[:place], line, *body[place:]])
    assert isinstance(following, (cst.SimpleStatementLine, cst.BaseCompoundStatement))
    blank = [cst.EmptyLine(indent=False)]
    if not alone:
        above, below = leading, []
    elif _import_of(following) is not None:
        above, below = ([cst.EmptyLine(indent=False)] if place else []), leading
        below = below if below and below[0].comment is None else [*blank, *below]
    else:
        above, below = (blank if place else []), leading
        below = below if below and below[0].comment is None else [*blank, *blank, *below]
    body[place] = following.with_changes(leading_lines=below)
    line = line.with_changes(leading_lines=above)
    return module.with_changes(body=[*body[:place], line, *body[place:]])
