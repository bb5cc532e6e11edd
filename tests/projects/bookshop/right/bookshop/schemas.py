"""What travels over HTTP."""

from pydantic import BaseModel, ConfigDict


class NewBook(BaseModel):
    title: str
    stock: int = 0


class BookOut(NewBook):
    model_config = ConfigDict(from_attributes=True)

    id: int


class NewOrder(BaseModel):
    book_id: int
    count: int = 1
