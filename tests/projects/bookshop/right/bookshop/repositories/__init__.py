from .books import BookRepository as BookRepository
from .orders import OrderRepository as OrderRepository
