"""What is put on a class from outside belongs to it."""


class Patched:
    """Awaitable and iterable by what stands below it."""

    def fetch(self):
        return 1


class Named:
    pass


class Looped:
    """Nobody knows which names it is given."""


class Coloured:
    color = None


def promised(self):
    return iter(())


def stepping(self):
    return self


async def run(self):
    return 1


Patched.__await__ = promised
Patched.__aiter__ = stepping
Patched.run = run
Patched.fetch = run
Coloured.color = 1
setattr(Named, "__await__", promised)
setattr(Named, "run", run)
for name in ("__await__", "__aiter__"):
    setattr(Looped, name, promised)


async def right():
    await Patched()
    await Named()
    await Looped()
    async for x in Patched():
        print(x)
    async for x in Looped():
        print(x)
    await Patched().run()
    # Which of the two it is depends on when it is asked.
    await Patched().fetch()
    Patched().fetch()


async def wrong():
    await Coloured()  # error: AY114:5
    Patched().run()  # error: AY110:5
    Named().run()  # error: AY110:5
    await Patched().run  # error: AY117:5
    async with Patched():  # error: AY104:16
        print("in")


def local():
    class Inner:
        pass

    Inner.__await__ = promised

    async def main():
        await Inner()
        async for x in Inner():  # error: AY102:24
            print(x)

    return main
