"""What a test asks in the same expression, and of an attribute: `isinstance(self.x, C)`."""


class Base:
    name = "x"


class Client(Base):
    async def get(self):
        return 1

    async def rows(self):
        yield 1


class Plain(Base):
    def get(self):
        return 2


class Holder:
    def __init__(self, client: Base):
        self.client = client

    async def in_a_branch(self):
        if isinstance(self.client, Client):
            self.client.get()  # error: AY110:13
            await self.client.get()
        self.client.get()

    async def after_leaving(self):
        if not isinstance(self.client, Client):
            return
        self.client.get()  # error: AY110:9

    async def after_an_assert(self):
        assert isinstance(self.client, Client)
        for row in self.client.rows():  # error: AY107:20
            print(row)

    async def put_there_again(self, other):
        if isinstance(self.client, Client):
            self.client = other
            self.client.get()

    async def of_another(self, other):
        if isinstance(other.client, Client):
            self.client.get()

    async def plain(self):
        if isinstance(self.client, Plain):
            self.client.get()


async def inside(x: Base, xs: list[Base]):
    isinstance(x, Client) and x.get()  # error: AY110:31
    total = x.get() + 1 if isinstance(x, Client) else 0  # error: AY110:13
    totals = [c.get() + 1 for c in xs if isinstance(c, Client)]  # error: AY110:15
    rows = [r for c in xs if isinstance(c, Client) for r in c.rows()]  # error: AY107:61
    if isinstance(x, Client) and x.get():  # error: AY110:34
        return total, totals, rows
    if not isinstance(x, Client) or x.get() == 3:  # error: AY110:37
        return total
    return None


async def awaited_or_plain(x: Base, xs: list[Base]):
    isinstance(x, Client) and await x.get()
    isinstance(x, Plain) and x.get()
    isinstance(x, Client) or x.get()
    totals = [await c.get() + 1 for c in xs if isinstance(c, Client)]
    totals += [c.get() + 1 for c in xs if isinstance(c, Plain)]
    totals += [c.get() + 1 for c in xs]
    later = lambda: isinstance(x, Client) and x.get()  # noqa: E731
    return totals, later
