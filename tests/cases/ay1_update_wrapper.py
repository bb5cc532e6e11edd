"""`functools.update_wrapper` gives back what it is given first, whatever that is."""

import functools
from functools import update_wrapper


class Task:
    def __init__(self, function):
        self.function = function

    async def defer(self):
        return 1

    def run(self):
        return self.function()


def task(function):
    made = Task(function)
    return functools.update_wrapper(made, function)


def named_task(name):
    def decorate(function):
        return update_wrapper(Task(function), function, updated=())

    return decorate


def handing_on(function):
    def inner(*arguments):
        return function(*arguments)

    return update_wrapper(inner, function)


def made_sync(function):
    def inner(*arguments):
        return len(arguments)

    return update_wrapper(inner, function)


def unknown(function, make):
    return update_wrapper(make(function), function)


@task
def plain():
    return 1


@named_task("b")
async def coroutine():
    return 1


@handing_on
async def handed_on():
    return 1


@made_sync
async def sync():
    return 1


async def main():
    plain.defer()  # error: AY110:5
    coroutine.defer()  # error: AY110:5
    coroutine.run()  # error: AY110:5
    handed_on()  # error: AY110:5
    await sync()  # error: AY114:5
    await plain.defer()
    await coroutine.defer()
    await handed_on()
    plain.run()
    sync()
    unknown(coroutine, print)
