from database import make_stream


async def names():
    async for user in make_stream():
        print(user)


class Repository:
    # A method that is an async def.
    async def __aiter__(self):
        async for user in make_stream():
            yield user


# A generator expression is allowed anywhere: it waits only when it is iterated.
def lazy():
    return (user async for user in make_stream())


at_module_level = (user async for user in make_stream())
