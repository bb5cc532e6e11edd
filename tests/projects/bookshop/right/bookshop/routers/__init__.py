"""All routes of the shop."""

from fastapi import APIRouter

from . import books, exports, health, orders

router = APIRouter()
for part in (books, exports, health, orders):
    router.include_router(part.router)
