from database import fetch, make_stream


def all_users():
    return [user async for user in make_stream()]  # error: AY204:12


def sets_and_dicts(names):
    yield {name async for name in names}  # error: AY204:11
    yield {name: await fetch(name) for name in names}  # error: AY204:11


at_module_level = [await fetch(name) for name in "ab"]  # error: AY204:19


class Users:
    everybody = [user for user in "ab" if await fetch(user)]  # error: AY204:17

    def find(self):
        key = lambda: [user async for user in self]  # error: AY204:23
        return key


# Of comprehensions that hold each other, the outermost is wrong, once.
def nested(groups):
    yield [[user async for user in group] for group in groups]  # error: AY204:11
    yield [{await fetch(user) async for user in group} for group in groups]  # error: AY204:11
    yield [len((user, [await user])) for x in groups for user in [await x]]  # error: AY204:11


# The first iterable belongs to the scope around, a later one to the comprehension.
def iterables(groups):
    yield [x for x in [await y for y in groups]]  # error: AY204:23
    yield (x for x in [await y for y in groups])  # error: AY204:23
    yield [x for y in groups for x in [await y for y in groups]]  # error: AY204:11


async def default(value=[await x for x in make_stream()]):  # error: AY204:25
    return value


async def outer():
    return lambda: [await x for x in make_stream()]  # error: AY204:20
