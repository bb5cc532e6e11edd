"""An attribute that was declared as one thing, and has just been given another one."""


class Channel:
    def subscribe(self):
        return ["a"]


class Listener:
    def __init__(self, connection):
        self.connection = connection

    async def listen(self):
        if self.connection is None:
            self.channel: Channel
            self.channel.subscribe().clear()
        else:
            self.channel = self.connection.channel()
            await self.channel.subscribe()
