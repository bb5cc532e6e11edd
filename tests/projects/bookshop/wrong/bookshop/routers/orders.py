"""Orders over HTTP."""

from fastapi import APIRouter, Depends, HTTPException

from ..dependencies import Orders, get_orders
from ..schemas import NewOrder
from ..services import mail
from ..services.mail import Mailer
from ..services.orders import OrderService, OutOfStock

router = APIRouter(prefix="/orders")


@router.post("")
async def place(
    order: NewOrder, orders: Orders, mailer: Mailer = Depends(mail.get_mailer())  # error: AY501:63
) -> dict[str, int]:
    try:
        placed = await orders.place(order.book_id, order.count)
    except LookupError:
        raise HTTPException(404) from None
    except OutOfStock as error:
        raise HTTPException(409, str(error)) from None
    mailer.send(f"order {placed.id}")  # error: AY110:5
    return {"id": placed.id}


@router.get("/sold/{book_id}")
async def sold(book_id: int, orders: OrderService = Depends(get_orders)) -> int:
    return int(await orders.sold)  # error: AY117:16
