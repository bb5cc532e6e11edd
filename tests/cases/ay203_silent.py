from database import decorate, fetch


# Python never compiles the annotation of a function's own variable.
def local_annotation(thing):
    x: await fetch() = 1
    y: [await fetch() for _ in thing]
    z: lambda: await fetch()
    thing.attribute: await fetch() = 2
    return x


# In a generator expression everything but the first iterable may await.
def lazy(names):
    return (await fetch(name) for name in names if await fetch(name))


at_module_level = (await fetch(x) for y in "ab" for x in await fetch(y))


class Users:
    each = (await fetch(name) for name in "ab")


# Inside an async def, decorators, defaults and bases of inner definitions are evaluated by it.
async def outer():
    @decorate(await fetch())
    def inner(value=await fetch(), *, other: await fetch() = 1) -> (await fetch()):
        return value, other

    class Local(await fetch()):
        pass

    key = lambda value=await fetch(): value
    return inner, Local, key, [x for x in await fetch()]


# Text is no code.
def annotated(value: "await fetch()") -> "await fetch()":
    return "await fetch()"


async def in_strings(name):
    return f"{await fetch(name)}"
