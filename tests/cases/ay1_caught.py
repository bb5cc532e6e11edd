"""What `except` binds, and what an `await` gives that is not awaited to the end."""

import asyncio


class Api:
    async def close(self):
        print("closed")


class Response:
    def json(self) -> dict:
        return {}


class Failed(Exception):
    def __init__(self, api: Api):
        self.api = api
        self.response = Response()

    async def undo(self):
        print("undone")


class Late(Failed):
    async def undo(self):
        print("undone")


class Other(Exception):
    def undo(self):
        print("undone")


BOTH = (Failed, Other)


async def caught(api: Api):
    try:
        await api.close()
    except Other as error:
        error.undo()
        await error.undo()  # error: AY114:9
    except Failed as error:
        error.api.close()  # error: AY110:9
        error.undo()  # error: AY110:9
        await error.response.json()  # error: AY114:9
        for letter in error.undo():  # error: AY108:23
            print(letter)
    except (ValueError, KeyError) as error:
        error.undo()
    except (Late, Failed) as last:
        last.undo()  # error: AY110:9


async def kept(api: Api):
    error = None
    try:
        await api.close()
    except Failed as caught_now:
        error = caught_now
    if error is not None:
        error.undo()  # error: AY110:9
    for _ in range(3):
        try:
            await api.close()
        except Late as found:
            late = found
            continue
        except Other as found:
            raise RuntimeError from found
    late.undo()  # error: AY110:5


async def not_known(api: Api, kind: type, errors):
    try:
        await api.close()
    except BOTH as one:
        one.undo()
    except kind as one:
        one.undo()
    except (Failed, *errors) as one:
        one.undo()
    except (Failed, Other) as one:
        one.undo()
    except errors.Failed as one:
        one.undo()


async def rebound(api: Api):
    error = Other()
    try:
        await api.close()
    except Failed as error:
        await error.undo()
    error.undo()


async def awaited_later(api: Api):
    try:
        await api.close()
    except Failed as error:
        await error.undo()
        return lambda: error.undo()


# An `async def` that hands on a coroutine: one `await` gives that, and not what it gives.
class User:
    name = ""


async def find(number):
    return User()


async def handed_on(number):
    return find(number)


async def kind_of(number):
    return User


async def half_awaited():
    user = await handed_on(1)
    print(user.name)  # error: AY112:11
    print(user[0])  # error: AY112:11
    rows = await asyncio.to_thread(find, 1)  # error: AY118:36
    print(rows.name)  # error: AY112:11
    other = await (await handed_on(1))
    print(other.name)
    whole = await find(1)
    print(whole.name)
    cls = await kind_of(1)
    print(cls.name)
    later = await handed_on(1)
    print((await later).name)
