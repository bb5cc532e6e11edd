"""What an `async def` returns by its body counts where its annotation says something else."""


class Client:
    def get(self):
        return [1]


class Heir(Client):
    pass


class AsyncOne:
    async def get(self):
        return [1]


async def lying() -> Client:
    return AsyncOne()


async def lying_at_times(flag) -> Client:
    if flag:
        return AsyncOne()
    return Client()


async def true() -> Client:
    return Client()


async def of_an_heir() -> Client:
    return Heir()


class Holder:
    async def lying(self) -> Client:
        return AsyncOne()

    async def true(self) -> Client:
        return Client()


async def main(holder: Holder):
    client = await lying()
    await client.get()
    client = await lying_at_times(True)
    await client.get()
    await (await holder.lying()).get()
    client = await true()
    await client.get()  # error: AY114:5
    client = await of_an_heir()
    await client.get()  # error: AY114:5
    await (await holder.true()).get()  # error: AY114:5
    async for x in lying():  # error: AY102:20
        print(x)
