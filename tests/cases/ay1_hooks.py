"""What a method calls on `self` may be a subclass's own."""


class Step:
    def before(self):
        return None

    def after(self):
        return None

    async def run(self):
        await self.before()  # a subclass awaits something there
        await self.after()  # error: AY114:9


class Waiting(Step):
    async def before(self):
        print("waited")
