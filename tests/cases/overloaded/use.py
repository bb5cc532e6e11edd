"""The first overload that surely takes the arguments is the one that is meant."""

from completions import Completions, Provider, load


async def whole(completions: Completions, messages):
    async for part in completions.create(messages=messages, stream=True):  # error: AY102:23
        print(part)
    for part in await completions.create(messages=messages, stream=True):  # error: AY107:17
        print(part)
    async for part in await completions.create(messages=messages, stream=True):
        print(part)
    (await completions.create(messages=messages)).text
    load("x").hex()


async def not_told(completions: Completions, messages, flag: bool, options):
    for part in await completions.create(messages=messages, stream=flag):
        print(part)
    for part in await completions.create(messages=messages, stream=True, **options):
        print(part)
    for part in await completions.create(messages=messages, stream=options):
        print(part)
    load(options).hex()


async def either(provider: Provider):
    # Two overloads take the very same arguments, so either result may come back.
    await provider()
    provider().text
