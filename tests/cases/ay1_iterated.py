"""Functions of the standard library that iterate over what they are given."""

import collections
import functools
import itertools
import random
from collections import Counter, deque
from itertools import chain, islice


async def numbers():
    yield 1


async def load() -> list[int]:
    return [1]


def plain():
    yield 1


async def wrong():
    islice(numbers(), 3)  # error: AY107:12
    for number in chain(plain(), numbers()):  # error: AY107:34
        print(number)
    list(itertools.chain.from_iterable(numbers()))  # error: AY107:40
    list(itertools.takewhile(bool, numbers()))  # error: AY107:36
    print(Counter(load()), deque(numbers(), 3))  # error: AY108:19, AY107:34
    collections.deque(load())  # error: AY108:23
    functools.reduce(max, numbers())  # error: AY107:27
    source = numbers()
    print(random.choice(load()), *itertools.pairwise(source))  # error: AY108:25, AY107:54


async def right(chain, source):
    islice(plain(), 3)
    itertools.chain(await load(), [number async for number in numbers()])
    itertools.repeat(numbers(), 3)
    chain(numbers())
    Counter(source)
    deque(maxlen=3).append(numbers())
    functools.partial(numbers)
