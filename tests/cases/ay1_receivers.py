"""The first parameter of a method is its object, where it is called what objects are called."""

from routes import Route, validator


class ProjectHandler:
    @Route.get("/projects")
    async def get(request, response):
        return 1

    @Route.post("/projects")
    async def post(request, response):
        if request.get("path"):
            response.json(request.get("path"))

    async def put(request):
        request.get("path")

    def __str__(this):
        this.load()  # error: AY110:9
        return ""

    async def load(self):
        self.get  # whatever the decorator makes of it
        self.put()  # error: AY110:9
        self.load()  # error: AY110:9

    @validator("path")
    def check(cls, value):
        cls.put()  # error: AY110:9
        return value

    @staticmethod
    def helper(handler: "ProjectHandler"):
        handler.put()  # error: AY110:9

    @property
    def loaded(self):
        return self.load().real  # error: AY112:16

    @classmethod
    async def make(kind):
        kind.make()  # error: AY110:9
