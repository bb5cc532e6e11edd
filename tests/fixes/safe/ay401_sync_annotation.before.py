"""Fails or warns."""
import typing
from collections.abc import (
    Generator,
    Sequence,  # what it gives
)


async def numbers(start: Sequence[int]) -> Generator[int, None, None]:
    yield start[0]


async def main():
    hint = typing.get_type_hints(numbers)["return"]
    assert isinstance(numbers([1]), typing.get_origin(hint))
