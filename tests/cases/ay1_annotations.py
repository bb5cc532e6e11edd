"""What annotations tell of a value, and where the code itself says otherwise."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row", covariant=True)


class Table(Protocol[Row]):
    async def find_one(self, key: str) -> Row | None: ...
    async def find_many(self, count: int) -> Sequence[Row]: ...


class Wrapper:
    def __init__(self, table: object) -> None:
        self.table = table

    def __getattr__(self, name: str) -> object:
        return getattr(self.table, name)


def wrapped(table: "Table[Row]", name: str) -> "Table[Row]":
    return table if name else Wrapper(table)


class Repository(Generic[Row]):
    @property
    def table(self) -> Table[Row]:
        table: Table[Row] = self.make()
        return wrapped(table, "users")


# What `find_one` gives is a row once it is awaited: a row is no coroutine.
async def rows_of_a_protocol(repository: Repository["models.User"]):
    for row in await repository.table.find_many(10):
        print(dict(row))
    for row in repository.table.find_many(10):  # error: AY108:16
        print(row)
