"""Every pattern of a `match`: what stands in them, and in the blocks below."""


async def load(key):
    return key


class Point:
    __match_args__ = ("x",)
    x = 1


async def main(value):
    match value:
        case True:
            load(1)  # error: AY110:13
        case None | False:
            load(2)  # error: AY110:13
        case {"key": True, **rest}:
            load(rest)  # error: AY110:13
        case Point(x=True) | Point(1):
            load(3)  # error: AY110:13
        case [True, *others] if load(others):  # error: AY110:33
            await load(4)
        case Point() as point:
            return point
    match load(5):  # error: AY110:11
        case True:
            return 1
        case _:
            return await load(6)
