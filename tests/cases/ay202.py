from database import make_stream


def names():
    async for user in make_stream():  # error: AY202:5
        print(user)
    else:
        async for user in make_stream():  # error: AY202:9
            print(user)


async for at_module_level in make_stream():  # error: AY202:1
    pass


class Repository:
    async for in_class_body in make_stream():  # error: AY202:5
        pass

    def __iter__(self):
        async for user in make_stream():  # error: AY202:9
            yield user


async def outer():
    def inner():
        async for user in make_stream():  # error: AY202:9
            yield user

    return inner
