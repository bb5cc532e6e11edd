"""Raises TypeError."""
import fastapi


async def get_user():
    return "me"


async def main():
    app = fastapi.FastAPI()

    @app.get("/")
    async def read(user: str = fastapi.Depends(get_user)):  # who
        return user
