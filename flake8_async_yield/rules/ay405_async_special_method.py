"""AY405: special methods that are `async` where Python does not await, or the reverse."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from flake8_async_yield.kinds import Use
from flake8_async_yield.names.scopes import Scope, ScopeKind
from flake8_async_yield.rules.base import Rule
from flake8_async_yield.rules.classes import ancestry
from flake8_async_yield.rules.definitions import has_yield, is_plainly_decorated, is_stub
from flake8_async_yield.rules.results import never_gives

if TYPE_CHECKING:
    from flake8_async_yield.engine import Context

DROPPED = "Python drops the coroutine: the body never runs"
USED_AT_ONCE = {
    "__enter__": "'with' binds the coroutine, and the body never runs",
    "__exit__": "the coroutine is true, so 'with' swallows every exception",
    "__iter__": "iter() raises TypeError",
    "__next__": "each item is a coroutine, and the loop never ends",
    "__aiter__": "'async for' raises TypeError",
    "__await__": "'await' raises TypeError",
    "__init__": "making an instance raises TypeError",
    "__post_init__": DROPPED,
    "__init_subclass__": DROPPED,
    "__set_name__": DROPPED,
    "__del__": DROPPED,
    "__setattr__": DROPPED,
    "__delattr__": DROPPED,
    "__setitem__": DROPPED,
    "__delitem__": DROPPED,
    "__set__": DROPPED,
    "__delete__": DROPPED,
    "__len__": "len() raises TypeError",
    "__bool__": "a truth test raises TypeError",
    "__str__": "str() raises TypeError",
    "__repr__": "repr() raises TypeError",
    "__bytes__": "bytes() raises TypeError",
    "__format__": "format() raises TypeError",
    "__hash__": "hash() raises TypeError",
    "__index__": "Python raises TypeError",
    "__int__": "int() raises TypeError",
    "__float__": "float() raises TypeError",
    "__complex__": "complex() raises TypeError",
    "__length_hint__": "Python raises TypeError",
    "__sizeof__": "sys.getsizeof() raises TypeError",
    "__dir__": "dir() raises TypeError",
    "__eq__": "a comparison gives the coroutine, which is always true",
    "__ne__": "a comparison gives the coroutine, which is always true",
    "__contains__": "the coroutine is true, so 'in' always says yes",
    "__instancecheck__": "the coroutine is true, so isinstance() always says yes",
    "__subclasscheck__": "the coroutine is true, so issubclass() always says yes",
}
"""Special methods whose result Python uses or drops at once -> what comes of a coroutine there.

Python reference, 3.3 "Special method names"; `__post_init__`: dataclasses. Not here: those whose
result reaches the caller, who may await it (`__call__`, `__getitem__`, `__getattr__`, `__add__`).
"""

AWAITED = frozenset({"__aenter__", "__aexit__", "__anext__"})
"""Special methods whose result Python awaits (Python reference, 3.4 "Coroutines")."""


class AsyncSpecialMethod(Rule):
    """# AY405 async-special-method

    ## What it does

    Reports special methods that are `async` where Python uses the result at once (`__enter__`,
    `__iter__`, `__init__`, `__len__`, `__eq__` …, and `__aiter__` without `yield`). Also those
    that Python awaits (`__aenter__`, `__aexit__`, `__anext__`), where they hold a `yield`, or
    are a plain `def` that is known to return no awaitable.

    ## Why it fails

    Python calls special methods itself and does not await what they return, but for three:
    `__aenter__`, `__aexit__` and `__anext__`. A coroutine in the place of a value raises
    `TypeError`, or is quietly taken for true and never runs. An `async def` with a `yield`
    returns an async generator, which cannot be awaited.

    ## Wrong

    ```python
    # raises: TypeError
    class Connection:
        async def __init__(self, name):
            self.name = name


    Connection("orders")
    ```

    ## Right

    ```python
    import asyncio


    class Connection:
        def __init__(self, name):
            self.name = name

        @classmethod
        async def open(cls, name):
            await asyncio.sleep(0)
            return cls(name)


    assert asyncio.run(Connection.open("orders")).name == "orders"
    ```

    ## What it does not flag

    - `async def __aiter__` with a `yield`, and a plain `def __aenter__` that returns an awaitable
      or what is not known.
    - `__call__`, `__getitem__`, `__getattr__`, operators: the caller gets the coroutine and can
      await it. `async def __new__`, which hands out a coroutine on purpose.
    - `async def __init__` where a base, a metaclass, a decorator or `__new__` may change how
      instances are made, and, like `__del__`, in a file that imports Ray, whose actors await it.
    - `async def __anext__` with a `yield` where `__aiter__` gives something else than `self`.
    - A method that the same file awaits by its name (`await self.__init__()`), or gives another
      name in the class body (`__aenter__ = __enter__`).
    - One of several definitions in the class body, where another may be the one that counts (under
      `if sys.version_info …` and its `else`).
    - Stubs, and methods under a decorator that is not known.

    ## Options

    `--async-yield-transparent-decorators` names decorators that change nothing.

    ## Fix

    None.

    ## Since

    0.1.0

    ## References

    - [Python reference, 3.3 Special method names](https://docs.python.org/3/reference/datamodel.html#special-method-names)
    - [Python reference, 3.4 Coroutines](https://docs.python.org/3/reference/datamodel.html#coroutines)
    """

    codes: ClassVar[dict[str, str]] = {"AY405": "async-special-method"}
    looks_at: ClassVar[tuple[type[ast.AST], ...]] = (ast.AsyncFunctionDef, ast.FunctionDef)

    def check(self, node: ast.AST, context: Context) -> None:
        """Report on the special method `node`."""
        assert isinstance(node, (ast.AsyncFunctionDef, ast.FunctionDef))
        if not node.name.startswith("__") or context.scope.kind is not ScopeKind.CLASS:
            return
        if _may_be_another(node, context):
            return
        if isinstance(node, ast.AsyncFunctionDef):
            if node.name in USED_AT_ONCE:
                _check_used_at_once(node, context)
            elif node.name in AWAITED:
                _check_generator(node, context)
        elif node.name in AWAITED:
            _check_plain(node, context)


def _may_be_another(node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context) -> bool:
    """Whether the class may keep another definition of the name than `node`."""
    bindings = context.scope.bindings.get(node.name, ())
    if len(bindings) < 2:
        return False
    last = bindings[-1]
    return last.node is not node or last.place is None or last.place.parent is not None


def _check_used_at_once(node: ast.AsyncFunctionDef, context: Context) -> None:
    generator = has_yield(node, context)
    if node.name == "__aiter__" and generator:
        return
    if (is_stub(node) and not _does_nothing(node)) or not is_plainly_decorated(node, context):
        return
    if not _is_called_by_python(node, context) or _is_used_by_name(node.name, context):
        return
    if node.name in ("__init__", "__del__") and _may_be_an_actor(context):
        return
    effect = USED_AT_ONCE[node.name]
    if node.name == "__aiter__":
        write = "write 'def __aiter__', or 'yield' in it"
    elif node.name in ("__enter__", "__exit__", "__iter__", "__next__"):
        write = f"write 'def {node.name}', or 'async def __a{node.name[2:]}'"
    else:
        write = f"write 'def {node.name}', and await elsewhere"
    if generator:
        effect = effect.replace("the coroutine", "the async generator")
    context.report(
        "AY405",
        node,
        f"'{node.name}' is an 'async def', but Python does not await it: {effect}; {write}",
    )


def _does_nothing(node: ast.AsyncFunctionDef) -> bool:
    """Whether it is an exit with nothing to do, which is no stub: `pass`."""
    return node.name == "__exit__" and isinstance(node.body[-1], ast.Pass)


def _check_generator(node: ast.AsyncFunctionDef, context: Context) -> None:
    if not has_yield(node, context) or not is_plainly_decorated(node, context):
        return
    if node.name == "__anext__" and _iterates_another(context.scope.node):
        return
    context.report(
        "AY405",
        node,
        f"'{node.name}' is an async generator because of its 'yield': Python awaits what it "
        "returns and raises TypeError; write 'return'",
    )


def _iterates_another(cls: ast.AST) -> bool:
    """Whether the class's `__aiter__` gives something else than `self`: `self.__anext__()`."""
    methods = [m for m in getattr(cls, "body", ()) if getattr(m, "name", "") == "__aiter__"]
    return any(
        isinstance(inner, ast.Return) and not isinstance(inner.value, ast.Name)
        for method in methods
        for inner in ast.walk(method)
    )


def _check_plain(node: ast.FunctionDef, context: Context) -> None:
    if is_stub(node) or node.decorator_list:
        return
    if has_yield(node, context):
        gives = "a generator"
    elif never_gives(node, Use.AWAIT, context):
        gives = "no awaitable"
    else:
        return
    context.report(
        "AY405",
        node,
        f"'{node.name}' is a plain 'def' that returns {gives}: Python awaits it and raises "
        f"TypeError; write 'async def {node.name}'",
    )


def _is_called_by_python(node: ast.AsyncFunctionDef, context: Context) -> bool:
    """Whether nothing that is in sight takes the special method out of Python's hands."""
    cls, around = context.scope.node, _outer(context.scope)
    if not isinstance(cls, ast.ClassDef):
        return False
    above = ancestry(cls, around, context)
    if node.name == "__init__":
        return above.is_complete and not above.defines("__new__")
    if node.name == "__post_init__":
        return any("dataclass" in ast.dump(decorator) for decorator in cls.decorator_list)
    return not any(keyword.arg == "metaclass" for keyword in cls.keywords)


def _may_be_an_actor(context: Context) -> bool:
    """Whether the file imports Ray, whose actors await their `__init__` and `__del__`."""
    return any(
        name.partition(".")[0] == "ray"
        for node in ast.walk(context.source.tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in [getattr(node, "module", "") or "", *(alias.name for alias in node.names)]
    )


def _outer(scope: Scope) -> Scope:
    return scope.parent or scope


def _is_used_by_name(name: str, context: Context) -> bool:
    """Whether the file awaits the method by its own name, or gives it another name."""
    for node in ast.walk(context.source.tree):
        if isinstance(node, ast.Name) and node.id == name:
            return True
        if isinstance(node, ast.Await):
            called = node.value.func if isinstance(node.value, ast.Call) else node.value
            if isinstance(called, ast.Attribute) and called.attr == name:
                return True
    return False
