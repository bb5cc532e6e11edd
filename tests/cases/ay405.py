import abc
from dataclasses import dataclass


class Connection:
    async def __init__(self):  # error: AY405:5
        self.open = True

    async def __enter__(self):  # error: AY405:5
        return self

    async def __exit__(self, *exc):  # error: AY405:5
        self.open = False

    async def __iter__(self):  # error: AY405:5
        return self

    async def __next__(self):  # error: AY405:5
        raise StopIteration

    async def __len__(self):  # error: AY405:5
        return 1

    async def __bool__(self):  # error: AY405:5
        return self.open

    async def __str__(self):  # error: AY405:5
        return "c"

    async def __repr__(self):  # error: AY405:5
        return "c"

    async def __hash__(self):  # error: AY405:5
        return 1

    async def __eq__(self, other):  # error: AY405:5
        return True

    async def __ne__(self, other):  # error: AY405:5
        return False

    async def __contains__(self, item):  # error: AY405:5
        return True

    async def __del__(self):  # error: AY405:5
        self.open = False

    async def __setattr__(self, name, value):  # error: AY405:5
        print(name)

    async def __setitem__(self, key, value):  # error: AY405:5
        print(key)

    async def __await__(self):  # error: AY405:5
        return self

    async def __aiter__(self):  # error: AY405:5
        return self


class Derived(Connection, abc.ABC):
    async def __init__(self, name):  # error: AY405:5
        self.name = name


@dataclass
class Record:
    number: int

    async def __post_init__(self):  # error: AY405:5
        self.number += 1


class Generators:
    async def __iter__(self):  # error: AY405:5
        yield 1

    async def __enter__(self):  # error: AY405:5
        yield self

    async def __aenter__(self):  # error: AY405:5
        yield self

    async def __aexit__(self, *exc):  # error: AY405:5
        yield

    async def __anext__(self):  # error: AY405:5
        yield 1


class Plain:
    def __aenter__(self):  # error: AY405:5
        return self

    def __aexit__(self, *exc):  # error: AY405:5
        print("left")

    def __anext__(self):  # error: AY405:5
        return 1


class PlainGenerator:
    def __aenter__(self):  # error: AY405:5
        yield self

    def __aexit__(self, *exc):  # error: AY405:5
        return None

    def __anext__(self):  # error: AY405:5
        if self:
            return 1
        raise StopAsyncIteration


# The last one is kept, whatever the condition above says.
class Overwritten:
    if print:

        def __aiter__(self):
            return self

    async def __aiter__(self):  # error: AY405:5
        return self


# No other definition may take its place.
class Conditional:
    if print:

        async def __len__(self):  # error: AY405:9
            return 1


class NothingToDo:
    def __enter__(self):
        return self

    async def __exit__(self, *exc_info):  # error: AY405:5
        pass
