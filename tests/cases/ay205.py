from database import cached, decorate, fetch


async def get_users():
    if cached:
        return ["ada"]  # error: AY205:9
    yield "grace"
    return None  # error: AY205:5


# A yield that is never reached counts.
async def unreachable():
    return 1  # error: AY205:5
    yield


async def blocks(value):
    try:
        with value:
            for item in value:
                match item:
                    case 1:
                        return item  # error: AY205:25
    except KeyError:
        return 2  # error: AY205:9
    if 0:
        yield


# So does one that an inner definition's header, or a comprehension's first iterable, evaluates.
async def header():
    def inner(value=(yield)):
        return value

    return inner  # error: AY205:5


async def decorated():
    @decorate((yield))
    class Inner:
        pass

    return Inner  # error: AY205:5


async def first_iterable():
    return [x for x in (yield)]  # error: AY205:5


async def never_compiled():
    x: (yield) = 1
    return x  # error: AY205:5


# Python takes a plain function that awaits for a coroutine before it says that it may not.
def plain():
    yield
    return 1  # error: AY205:5
    await fetch()  # error: AY203:5
