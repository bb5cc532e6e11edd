"""What FastAPI hands to a parameter that says nothing but `Depends(f)`."""

from fastapi import APIRouter, Depends, Security

router = APIRouter()


class Service:
    async def find(self, key):
        return {"key": key}

    async def every(self):
        yield 1

    def plain(self):
        return 1

    async def close(self):
        pass


def service():
    return Service()


async def made():
    return Service()


async def lent():
    own = Service()
    try:
        yield own
    finally:
        await own.close()


def lent_plainly():
    yield Service()


def either(flag=False):
    return Service() if flag else None


def anything():
    return router.state


class Keeping:
    def __init__(self, kept=Depends(service)):
        self.kept = kept

    async def use(self):
        self.kept.find(1)  # error: AY110:9


@router.get("/")
async def index(
    one=Depends(service), two=Depends(made), three=Depends(lent), *, four=Security(lent_plainly),
    five=Depends(Service), six=Depends(dependency=service), keeping: Keeping = Depends(),
):
    one.find(1)["key"]  # error: AY112:5
    two.find(1)["key"]  # error: AY112:5
    three.find(1)["key"]  # error: AY112:5
    four.find(1)["key"]  # error: AY112:5
    five.find(1)["key"]  # error: AY112:5
    six.find(1)["key"]  # error: AY112:5
    keeping.kept.find(1)["key"]  # error: AY112:5
    for number in one.every():  # error: AY107:19
        print(number)
    await one.plain()  # error: AY114:5
    return await one.find(1)


@router.get("/silent")
async def silent(one=Depends(anything), two=None, three=dict(), four=Depends(), maybe=Depends(either)):
    one.find(1)["key"]
    two.find(1)["key"]
    three.get("find")(1)["key"]
    four.find(1)["key"]
    await maybe.find(1)
    return one


class Checker:
    """What FastAPI calls is the object; what that gives is awaited, not given as it is."""

    async def __call__(self):
        return [Service()]


check = Checker()


@router.get("/objects")
async def objects(one=Depends(check), two=Depends(Checker())):
    for service in one:
        await service.find(1)
    return two[0]
