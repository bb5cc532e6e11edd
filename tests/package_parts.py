"""The parts that `random_packages` builds packages of: kinds, bindings, ways of importing, uses."""

from __future__ import annotations

from dataclasses import dataclass

HEADER = """\
from __future__ import annotations
import asyncio, contextlib, dataclasses, functools
from typing import TYPE_CHECKING
FLAG = bool(int("{flag}"))
"""

TOOLS = """\
class Manager:
    async def __aenter__(self): return self
    async def __aexit__(self, *error): return None
class Stream:
    async def __aiter__(self): yield 1
class Promise:
    def __await__(self): return asyncio.sleep(0).__await__()
class Both(Promise, Manager): pass
class Derived(Manager): pass
def awaiting(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs): return await function(*args, **kwargs)
    return wrapper
def iterating(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        async for item in function(*args, **kwargs): yield item
    return wrapper
def collecting(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs): return [i async for i in function(*args, **kwargs)]
    return wrapper
def passing(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs): return function(*args, **kwargs)
    return wrapper
def running(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs): return 1
    return wrapper
def logged(label):
    def decorate(function):
        @functools.wraps(function)
        async def wrapper(*args, **kwargs): return await function(*args, **kwargs)
        return wrapper
    return decorate
"""

KINDS = {
    "coroutine": "async def {name}({first}): return 1",
    "coroutine of a generator": "async def {name}({first}): return (i for i in [1])",
    "async generator": "async def {name}({first}): yield 1",
    "asynccontextmanager": "@contextlib.asynccontextmanager\nasync def {name}({first}): yield 1",
    "contextmanager": "@contextlib.contextmanager\ndef {name}({first}): yield 1",
    "async manager": "def {name}({first}): return Manager()",
    "derived manager": "def {name}({first}): return Derived()",
    "async iterable": "def {name}({first}): return Stream()",
    "awaitable": "def {name}({first}): return Promise()",
    "two faces": "def {name}({first}): return Both()",
    "generator": "def {name}({first}): yield 1",
    "plain": "def {name}({first}): return 1",
    "list": "def {name}({first}): return [1]",
    "wrapped coroutine": "@awaiting\nasync def {name}({first}): return 1",
    "wrapped by a factory": "@logged('x')\nasync def {name}({first}): return 1",
    "wrapped async generator": "@iterating\nasync def {name}({first}): yield 1",
    "collected async generator": "@collecting\nasync def {name}({first}): yield 1",
    "passed coroutine": "@passing\nasync def {name}({first}): return 1",
    "passed async generator": "@passing\nasync def {name}({first}): yield 1",
    "run coroutine": "@running\nasync def {name}({first}): return 1",
}

USES = {
    "await": "await {value}",
    "async for": "async for _ in {value}: pass",
    "async comprehension": "[i async for i in {value}]",
    "async with": "async with {value}: pass",
    "for": "for _ in {value}: pass",
    "with": "with {value}: pass",
    "list": "list({value})",
    "star": "print(*{value}, sep='', end='', file=__import__('io').StringIO())",
    "ensure_future": "asyncio.ensure_future({value})",
    "bare": "{value}",
    "attribute": "{value}.missing",
}


@dataclass(frozen=True)
class Binding:
    """How the value reaches the use.

    `definitions` stand beside `make` (a function of the kind drawn) and `Box` (a class that has
    it as the method `run`); `exported` is the name that is imported, `value` the expression that
    is consumed, where `{ref}` is the imported name. `before` are lines of the using function,
    `parameters` its parameters and `given` what it is called with.
    """

    definitions: str = ""
    exported: str = "make"
    value: str = "{ref}()"
    before: str = ""
    host: str = ""
    first: str = "self"
    parameters: str = ""
    given: str = ""
    decoration: str = ""


HOST = "class Host({ref}):"
OVERRIDING = HOST + "\n    def run(self): return other"

BINDINGS = {
    "function": Binding(),
    "not called": Binding(value="{ref}"),
    "instance method": Binding(exported="Box", value="{ref}().run()"),
    "bound method": Binding(exported="Box", value="method()", before="method = {ref}().run"),
    "method not called": Binding(exported="Box", value="{ref}().run"),
    "inherited method": Binding("class Sub(Box): pass", "Sub", "{ref}().run()"),
    "overridden method": Binding(
        "class Sub(Box):\n    def run(self): return [1]", "Sub", "{ref}().run()"
    ),
    "self": Binding(exported="Box", value="self.run()", host=HOST),
    "self of a base": Binding(
        "class Sub(Box):\n    async def run(self): return 1", "Box", "self.run()", host=HOST
    ),
    "super": Binding(exported="Box", value="super().run()", host=OVERRIDING),
    "cls": Binding(exported="Box", value="cls.build()", host=HOST, first="cls"),
    "staticmethod": Binding(exported="Box", value="{ref}.still()"),
    "alias": Binding("alias = make", "alias"),
    "alias of a method": Binding("alias = Box().run", "alias"),
    "partial": Binding("part = functools.partial(make)", "part"),
    "stored value": Binding(value="value", before="value = {ref}()"),
    "stored function": Binding(value="other()", before="other = {ref}"),
    "rebound value": Binding(value="value", before="value = [1]\nvalue = {ref}()"),
    "branches": Binding(value="value", before="if FLAG: value = {ref}()\nelse: value = {other}"),
    "module instance": Binding("box = Box()", "box", "{ref}.run()"),
    "attribute value": Binding(
        "class Holder:\n    def __init__(self): self.item = make()", "Holder", "{ref}().item"
    ),
    "attribute function": Binding(
        "class Holder:\n    def __init__(self): self.item = make", "Holder", "{ref}().item()"
    ),
    "attribute object": Binding(
        "class Holder:\n    def __init__(self, box: Box): self.box = box\nheld = Holder(Box())",
        "held",
        "{ref}.box.run()",
    ),
    "dataclass field": Binding(
        "@dataclasses.dataclass\nclass Holder:\n    box: Box\nheld = Holder(Box())",
        "held",
        "{ref}.box.run()",
    ),
    "annotated parameter": Binding(
        exported="Box", value="box.run()", parameters="box: {ref}", given="{given}()"
    ),
    "optional parameter": Binding(
        exported="Box",
        value="box.run()",
        parameters="box: {ref} | None",
        before="if box is None: return",
        given="{given}()",
    ),
    "shadowing parameter": Binding(value="make()", parameters="make", given="lambda: OTHER"),
    "returned value": Binding("def outer(): return make()", "outer"),
    "returned function": Binding("def outer(): return make", "outer", "{ref}()()"),
    "returned object": Binding("def outer() -> Box: return Box()", "outer", "{ref}().run()"),
    "property": Binding(
        "class Owner:\n    @property\n    def item(self): return make()", "Owner", "{ref}().item"
    ),
    "conditional definition": Binding(
        "if FLAG:\n    chosen = make\nelse:\n    def chosen(): return {other}", "chosen"
    ),
    "conditional value": Binding(value="({ref}() if FLAG else {other})"),
    "walrus": Binding(value="value", before="if (value := {ref}()) is None: return"),
    "await gives it": Binding("async def outer(): return Box()", "outer", "(await {ref}()).run()"),
    "async with gives it": Binding(
        "@contextlib.asynccontextmanager\nasync def outer(): yield Box()",
        "outer",
        "box.run()",
        before="async with {ref}() as box: pass",
    ),
    "__aenter__ gives it": Binding(
        "class Outer(Manager):\n    async def __aenter__(self): return Box()",
        "Outer",
        "box.run()",
        before="async with {ref}() as box: pass",
    ),
    "async for gives it": Binding(
        "async def outer() -> AsyncIterator[Box]: yield Box()",
        "outer",
        "box.run()",
        before="async for box in {ref}(): pass",
    ),
    "patched attribute": Binding(
        exported="Box", value="box.run()", before="box = {ref}()\nbox.run = lambda: OTHER"
    ),
    "__getattr__": Binding(
        "class Any:\n    def __getattr__(self, name): return make", "Any", "{ref}().run()"
    ),
}

IMPORTS = {
    "same module": ("", "{name}"),
    "from": ("from .part import {name}", "{name}"),
    "from absolute": ("from {package}.part import {name}", "{name}"),
    "from renamed": ("from .part import {name} as renamed", "renamed"),
    "import as": ("import {package}.part as part", "part.{name}"),
    "import dotted": ("import {package}.part", "{package}.part.{name}"),
    "from package": ("from . import part", "part.{name}"),
    "re-export": ("from {package} import {name}", "{name}"),
    "re-export renamed": ("from {package} import public", "public"),
    "star": ("from .part import *", "{name}"),
    "star of a re-export": ("from .stars import *", "{name}"),
    "try": ("try: from .part import {name}\nexcept ImportError: {name} = None", "{name}"),
    "in function": ("from .part import {name}", "{name}"),
    "TYPE_CHECKING": ("if TYPE_CHECKING: from .part import {name}", "{name}"),
}
"""way -> the import statement, and how the name is then written."""
