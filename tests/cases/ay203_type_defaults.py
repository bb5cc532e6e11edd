# python: 3.13
from database import fetch


async def outer():
    def generic[T = await fetch(), *Ts = await fetch()]():  # error: AY203:21, AY203:42
        return T, Ts

    return generic
