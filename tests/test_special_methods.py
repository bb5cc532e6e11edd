"""What AY405 says of each special method is what the running Python does with a coroutine."""

from __future__ import annotations

import asyncio
import dataclasses
import operator
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from flake8_async_yield.rules.ay405_async_special_method import AWAITED, DROPPED, USED_AT_ONCE


@pytest.fixture(autouse=True)
def unawaited() -> Iterator[None]:
    """Coroutines that nobody awaits are what these tests are about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield


def enter(cls: Any) -> object:
    cls.__exit__ = lambda *exc: None
    with cls() as bound:
        return bound


def leave(cls: Any) -> object:
    cls.__enter__ = lambda self: self
    with cls():
        raise ValueError("swallowed")
    return True


def first_item(cls: Any) -> object:
    cls.__iter__ = lambda self: self
    return next(iter(cls()))


def iterate(cls: Any) -> None:
    async def main() -> None:
        async for _ in cls():
            pass

    asyncio.run(main())


def wait(cls: Any) -> None:
    async def main() -> None:
        await cls()

    asyncio.run(main())


def set_item(cls: Any) -> None:
    cls()[0] = 1


def delete_item(cls: Any) -> None:
    del cls()[0]


def set_attribute(cls: Any) -> None:
    cls().name = 1


def delete_attribute(cls: Any) -> None:
    del cls().name


def owner(cls: Any) -> Any:
    return type("Owner", (), {"name": cls()})()


def set_descriptor(cls: Any) -> None:
    owner(cls).name = 1


def delete_descriptor(cls: Any) -> None:
    del owner(cls).name


def ask_metaclass(name: str, question: Callable[[Any, Any], bool]) -> Callable[[Any], object]:
    def ask(cls: Any) -> object:
        metaclass = type("Meta", (type,), {name: getattr(cls, name)})
        return question(1 if name == "__instancecheck__" else int, metaclass("Asked", (), {}))

    return ask


USES: dict[str, Callable[[Any], object]] = {
    "__enter__": enter,
    "__exit__": leave,
    "__iter__": lambda cls: iter(cls()),
    "__next__": first_item,
    "__aiter__": iterate,
    "__await__": wait,
    "__init__": lambda cls: cls(),
    "__post_init__": lambda cls: dataclasses.dataclass(cls)(),
    "__init_subclass__": lambda cls: type("Derived", (cls,), {}),
    "__set_name__": owner,
    "__del__": lambda cls: bool(cls()),
    "__setattr__": set_attribute,
    "__delattr__": delete_attribute,
    "__setitem__": set_item,
    "__delitem__": delete_item,
    "__set__": set_descriptor,
    "__delete__": delete_descriptor,
    "__len__": lambda cls: len(cls()),
    "__bool__": lambda cls: bool(cls()),
    "__str__": lambda cls: str(cls()),
    "__repr__": lambda cls: repr(cls()),
    "__bytes__": lambda cls: bytes(cls()),
    "__format__": lambda cls: format(cls()),
    "__hash__": lambda cls: hash(cls()),
    "__index__": lambda cls: operator.index(cls()),
    "__int__": lambda cls: int(cls()),
    "__float__": lambda cls: float(cls()),
    "__complex__": lambda cls: complex(cls()),
    "__length_hint__": lambda cls: operator.length_hint(cls()),
    "__sizeof__": lambda cls: sys.getsizeof(cls()),
    "__dir__": lambda cls: dir(cls()),
    "__eq__": lambda cls: bool(cls() == 1),
    "__ne__": lambda cls: bool(cls() != 1),
    "__contains__": lambda cls: 1 in cls(),
    "__instancecheck__": ask_metaclass("__instancecheck__", isinstance),
    "__subclasscheck__": ask_metaclass("__subclasscheck__", issubclass),
}
"""Special method -> what makes Python call it."""


def class_with(name: str) -> tuple[Any, list[str]]:
    """A class whose special method `name` is a coroutine function, and what that has done."""
    done: list[str] = []

    async def method(*_: object) -> None:
        done.append(name)

    return type("Subject", (), {name: method}), done


@pytest.mark.parametrize("name", USED_AT_ONCE)
def test_python_does_not_await_it(name: str) -> None:
    cls, done = class_with(name)
    effect = USED_AT_ONCE[name]
    use = USES[name]
    if "TypeError" in effect:
        with pytest.raises(TypeError):
            use(cls)
    elif "true" in effect or "always" in effect:
        assert use(cls) is True
    elif effect == DROPPED:
        use(cls)
    else:
        given = use(cls)
        assert asyncio.iscoroutine(given)
        given.close()
    assert done == []


def test_python_awaits_the_others() -> None:
    done: list[str] = []

    class Subject:
        def __aiter__(self) -> Any:
            return self

        async def __anext__(self) -> int:
            done.append("__anext__")
            raise StopAsyncIteration

        async def __aenter__(self) -> None:
            done.append("__aenter__")

        async def __aexit__(self, *exc: object) -> None:
            done.append("__aexit__")

    async def main() -> None:
        async with Subject():
            async for _ in Subject():
                pass

    asyncio.run(main())
    assert set(done) == AWAITED
