from database import fetch, make_stream


async def all_users(groups):
    yield [user async for user in make_stream()]
    yield {await fetch(user): [user async for user in group] for group in groups for user in group}


# Generator expressions are allowed anywhere, and what they hold.
def lazy(groups):
    yield (user async for user in make_stream())
    yield ([user async for user in group] for group in groups)
    yield [(user async for user in group) for group in groups]
    yield [(await fetch(user) for user in group) for group in groups]


at_module_level = ({await x: [y async for y in x]} for x in "ab")


class Users:
    everybody = ([user async for user in group] for group in "ab")


# An await in a lambda or in a generator expression does not make a comprehension asynchronous.
def nothing_waits(groups):
    return [(await x for x in group) for group in groups]


# Python never compiles the annotation of a function's own variable.
def local_annotation():
    x: [user async for user in make_stream()] = 1
    return x
