from database import cached, fetch


async def get_users():
    if cached:
        return
    yield "grace"


# A plain generator may return a value.
def plain():
    yield 1
    return 2


# No generator.
async def coroutine():
    return await fetch()


# The yield belongs to the lambda, to the inner function, to the class's method.
async def inner_yields():
    key = lambda: (yield)

    def generator():
        yield 1
        return 2

    class Local:
        def method(self):
            yield 1

    return key, generator, Local


# The return belongs to the inner function.
async def inner_returns():
    def sort_key(item):
        return item

    yield sort_key


# A generator expression's await is its own.
def waits_later(names):
    yield (await fetch(name) for name in names)
    return 1
