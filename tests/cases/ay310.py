"""A `yield` that runs while the generator is being closed."""


async def in_finally(make):
    try:
        yield make()
    finally:
        yield None  # error: AY310:9


async def in_a_with_in_finally(lock):
    try:
        yield 1
    finally:
        async with lock:
            done = yield 2  # error: AY310:20
            print(done)


async def in_the_handler():
    try:
        yield 1
    except GeneratorExit:
        yield 2  # error: AY310:9


async def in_a_bare_handler():
    try:
        yield 1
    except ValueError:
        yield 2
    except:
        print("closing")
        yield 3  # error: AY310:9


async def in_base_exception():
    try:
        yield 1
    except (KeyboardInterrupt, BaseException):
        yield 2  # error: AY310:9


async def nested():
    try:
        try:
            yield 1
        except ValueError:
            pass
    finally:
        print("end")
        try:
            yield 2  # error: AY310:13
        except ValueError:
            pass


async def other_yield_in_a_handler(risky):
    try:
        risky()
    except ValueError:
        yield 1
        raise
    finally:
        yield 2  # error: AY310:9


async def other_yield_in_an_else(risky):
    try:
        risky()
    except ValueError:
        print("failed")
    else:
        yield 1
    finally:
        yield 2  # error: AY310:9
