"""What a file imports at its top, and how it may write a name that new code needs.

Only imports at the top of a module (also under an `if` or `try` there) are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst
from libcst.helpers import get_full_name_for_node

from flake8_async_yield.fixes.rewrite.document import Document, Need, Refusal

SAME = ({"collections.abc", "typing", "typing_extensions"},)
"""Modules that give the same thing under the same name, as far as fixes need them."""


def same_modules(module: str) -> set[str]:
    """`module`, and those that give the same thing under the same name."""
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


def aliases_of(node: cst.Import | cst.ImportFrom) -> Sequence[cst.ImportAlias]:
    """The names that `node` imports; none for a star."""
    return () if isinstance(node.names, cst.ImportStar) else node.names


def bound_by(alias: cst.ImportAlias) -> str:
    """The name that an alias binds, dotted for `import a.b`."""
    return alias.evaluated_alias or alias.evaluated_name


def reference(
    document: Document, module: str, name: str, near: str = "", *, annotation: bool = False
) -> tuple[str, tuple[Need, ...]]:
    """How the file may write `module.name`, and the import that this needs, if any.

    `near` is the name that it replaces (see `Need`); in an `annotation` an import under
    `if TYPE_CHECKING` will do. Raises `Refusal` where the file means something else by the name.
    """
    wanted = same_modules(module)
    for node, guarded in imports_in(document.module.body):
        if guarded and not annotation:
            continue
        for alias in aliases_of(node):
            if isinstance(node, cst.ImportFrom):
                if module_of(node) in wanted and alias.evaluated_name == name:
                    return bound_by(alias), ()
            elif alias.evaluated_name == module:
                return f"{bound_by(alias)}.{name}", ()
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
        self.found = self.found or bound_by(node).partition(".")[0] == self.name

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
