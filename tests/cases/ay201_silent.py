from database import lock, make_session


async def get_session():
    async with make_session() as session:
        yield session


# The inner function is an async def of its own.
def decorated(function):
    async def inner(*arguments):
        async with lock:
            return await function(*arguments)

    return inner


class Repository:
    # So is a method.
    async def find(self):
        async with lock:
            return self


# A plain `with` needs no async def.
def plain():
    with lock:
        return 1


# What stands in a string is no code.
EXAMPLE = """
async with lock:
    pass
"""
