from database import decorate


async def users():
    yield "ada"


async def people():
    yield from users()  # error: AY206:5


async def values():
    result = yield from [1, 2]  # error: AY206:14
    print((yield from users()))  # error: AY206:12


async def headers():
    @decorate((yield from users()))  # error: AY206:16
    def inner(value=(yield from users())) -> (yield from users()):  # error: AY206:22, AY206:47
        return value

    print(inner, [x for x in (yield from users())])  # error: AY206:31
    print(lambda value=(yield from users()): value)  # error: AY206:25


class Repository:
    async def find(self):
        yield from self.all()  # error: AY206:9
