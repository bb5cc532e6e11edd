"""AY401 reads annotations as typing does: our reading against `typing.get_type_hints`."""

from __future__ import annotations

import collections.abc
import types
import typing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from front import in_process

HEADER = """\
import collections.abc
import collections.abc as abc
import typing
import typing as t
from collections.abc import AsyncIterator
from typing import Annotated, Any, AsyncGenerator, Generator, Optional, TypeVar, Union

import typing_extensions

T = TypeVar("T")


class Session: ...


class Heir(Session): ...


Alias = AsyncIterator[int]
Other = Session
Several = Union[Alias, int]
"""

LEAVES = (
    "int",
    "str",
    "None",
    "Session",
    "Heir",
    "Any",
    "object",
    "T",
    "Alias",
    "Other",
    "Several",
    "typing.Any",
    "bytes",
    "list[int]",
    "t.Dict[str, int]",
)
GENERICS = {
    "AsyncIterator[{0}]": 1,
    "typing.AsyncIterable[{0}]": 1,
    "AsyncGenerator[{0}, {1}]": 2,
    "abc.AsyncGenerator[{0}, {1}]": 2,
    "collections.abc.AsyncGenerator[{0}, {1}, {0}]": 2,
    "collections.abc.AsyncIterator[{0}, {1}]": 2,
    "typing_extensions.AsyncIterator[{0}]": 1,
    "Generator[{0}, {1}, {0}]": 2,
    "t.Iterator[{0}]": 1,
    "abc.Iterable[{0}]": 1,
    "typing.Awaitable[{0}]": 1,
    "typing.Coroutine[{0}, {1}, {0}]": 2,
    "typing.AsyncContextManager[{0}]": 1,
    "Optional[{0}]": 1,
    "Union[{0}, {1}]": 2,
    "Annotated[{0}, 'note']": 1,
}
RIGHT = (
    collections.abc.AsyncGenerator,
    collections.abc.AsyncIterator,
    collections.abc.AsyncIterable,
)


@st.composite
def texts(draw: st.DrawFn, depth: int = 2) -> str:
    """An annotation that the HEADER's names make sense of."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(LEAVES))
    form = draw(st.sampled_from(sorted(GENERICS)))
    parts = [draw(texts(depth=depth - 1)) for _ in range(GENERICS[form])]
    text = form.format(*parts)
    return f"{text!r}" if draw(st.integers(0, 5)) == 0 and "'" not in text else text


def fits(hint: object) -> bool:
    """Whether an async generator may be what `hint` says, as far as typing goes."""
    if hint in (typing.Any, object) or isinstance(hint, typing.TypeVar):
        return True
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return any(fits(argument) for argument in arguments)
    if origin not in RIGHT:
        return False
    return len(arguments) == (2 if origin is collections.abc.AsyncGenerator else 1)


def hint_of(source: str) -> object:
    """What typing makes of the annotation of the function `made` in `source`."""
    namespace: dict[str, typing.Any] = {}
    exec(source, namespace)
    return typing.get_type_hints(namespace["made"])["return"]


@given(annotation=texts(), future=st.booleans(), quoted=st.booleans())
def test_ay401_agrees_with_typing(
    annotation: str, future: bool, quoted: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = f'"{annotation}"' if quoted else annotation
    source = f"{HEADER}\n\nasync def made() -> {written}:\n    yield\n"
    if future:
        source = "from __future__ import annotations\n" + source
    wanted = [] if fits(hint_of(source)) else ["AY401"]
    path = tmp_path_factory.mktemp("annotation") / "made.py"
    path.write_text(source)
    assert [mark.code for mark in in_process(path)] == wanted


@pytest.mark.parametrize(
    "annotation",
    [
        pytest.param("AsyncGenerator[int]", id="what is sent has a default since 3.13"),
        pytest.param("AsyncIterator", id="no arguments"),
        pytest.param("'AsyncIterator['", id="no expression"),
        pytest.param("Missing.attribute", id="an attribute of nothing known"),
        pytest.param("Any | None", id="a union with Any"),
        pytest.param("f()", id="no type at all"),
        pytest.param("'\\n  AsyncIterator[\\n int]'", id="a string of several lines"),
    ],
)
def test_silent(annotation: str, tmp_path: Path) -> None:
    path = tmp_path / "made.py"
    path.write_text(f"{HEADER}\n\nasync def made() -> {annotation}:\n    yield 1\n")
    assert in_process(path) == []
