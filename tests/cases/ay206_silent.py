def people():
    yield from [1, 2]


async def outer():
    # A plain generator or a lambda inside is no async def.
    def inner():
        yield from [1, 2]

    return inner, lambda: (yield from [1, 2])


# Python never compiles the annotation of a function's own variable.
async def local_annotation():
    x: (yield from "ab") = 1
    print(x)
