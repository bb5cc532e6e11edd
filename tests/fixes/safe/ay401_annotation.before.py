"""Fails or warns."""
import typing


class Session: ...


async def get_session() -> Session:
    yield Session()


async def quoted() -> "Session":  # later
    yield Session()


async def main():
    for function in (get_session, quoted):
        hint = typing.get_type_hints(function)["return"]
        assert isinstance(function(), typing.get_origin(hint) or hint)
