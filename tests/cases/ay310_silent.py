"""Yields that do not run on a close."""


async def after():
    try:
        yield 1
    finally:
        print("end")
    yield 2


async def narrow():
    try:
        yield 1
    except ValueError:
        yield 2
    except Exception:
        yield 3


async def caught_before():
    try:
        yield 1
    except GeneratorExit:
        return
    except BaseException:
        yield 2


# No `yield` in the `try`: it is never closed there.
async def nothing_before(connect):
    try:
        await connect()
    finally:
        yield 1


# Asks first.
async def asks(items):
    closing = False
    try:
        for item in items:
            yield item
    except GeneratorExit:
        closing = True
        raise
    finally:
        if not closing:
            yield None


async def leaves(done):
    try:
        yield 1
    finally:
        if done:
            return
        yield 2


# A sync generator is another family's matter.
def sync():
    try:
        yield 1
    finally:
        yield 2


async def inner():
    try:
        yield 1
    finally:
        async def gen():
            yield 2

        print(gen)


# What closes the generator at the handler's 'yield' does not come to another handler.
async def other_yield_in_a_handler(risky):
    try:
        risky()
    except ValueError:
        yield 1
    except BaseException:
        yield 2
