"""Ray awaits an actor's `__init__` and `__del__`."""

from ray import serve


class Replica:
    async def __init__(self, model):
        self.model = await model.load()

    async def __del__(self):
        await self.model.close()


serve.deployment(Replica).bind("model")
