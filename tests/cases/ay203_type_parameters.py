# python: 3.12
from database import fetch


async def outer():
    # Even inside an async def, type parameters and what they reach are scopes of their own.
    type Alias = await fetch()  # error: AY203:18
    type Lazy[T: await fetch()] = (await x for x in fetch())  # error: AY203:18

    def generic[T: await fetch()](value: await fetch()) -> (await fetch()):  # error: AY203:20, AY203:42, AY203:61
        return value

    class Generic[T](await fetch()):  # error: AY203:22
        pass

    class Comprehended[T]([await x for x in fetch()]):  # error: AY204:27
        pass

    class FirstIterable[T]((x for x in await fetch())):  # error: AY203:40
        pass

    # Defaults and decorators are not.
    @(await fetch())
    def defaults[T](value=await fetch()):
        x: await fetch() = 1
        return x

    return Alias, Lazy, generic, Generic, defaults, Comprehended, FirstIterable
