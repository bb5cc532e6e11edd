from database import decorate, fetch


def user():
    return (await fetch()).name  # error: AY203:13


at_module_level = await fetch()  # error: AY203:19
twice = await (await fetch()), 1  # error: AY203:9, AY203:16


class User:
    name = await fetch()  # error: AY203:12

    def __init__(self):
        self.name = await fetch()  # error: AY203:21


async def outer():
    key = lambda item: await fetch(item)  # error: AY203:24

    class Local:
        name = await fetch()  # error: AY203:16

    def inner():
        await fetch()  # error: AY203:9

    return key, Local, inner


# Defaults, decorators, annotations and bases are evaluated outside.
async def default(value=await fetch()):  # error: AY203:25
    return value


async def keyword_default(*, value=await fetch()):  # error: AY203:36
    return value


@decorate(await fetch())  # error: AY203:11
async def decorated():
    return 1


async def annotated(value: await fetch()) -> (await fetch()):  # error: AY203:28, AY203:47
    return value


class Derived(await fetch(), metaclass=await fetch()):  # error: AY203:15, AY203:40
    pass


# A comprehension's first iterable is evaluated outside it, even a generator expression's.
def first_iterable():
    yield (x for x in await fetch())  # error: AY203:23
    yield [x for x in await fetch()]  # error: AY203:23


def in_strings(name):
    return f"{name} {await fetch(name):>{await fetch()}}"  # error: AY203:22, AY203:42


def matched(value):
    match await fetch():  # error: AY203:11
        case 1 if await fetch():  # error: AY203:19
            pass


def dead_code():
    return 1 if True else await fetch()  # error: AY203:27
    if 0:
        await fetch()  # error: AY203:9
    assert 0 and await fetch()  # error: AY203:18


module_variable: await fetch() = 1  # error: AY203:18


class Fields:
    field: await fetch()  # error: AY203:12


def target(mapping):
    mapping[await fetch()]: int  # error: AY203:13
