from database import lock, make_session


def get_session():
    async with make_session() as session:  # error: AY201:5
        yield session


async with make_session() as at_module_level:  # error: AY201:1
    pass


class Repository:
    async with make_session() as in_class_body:  # error: AY201:5
        pass

    def __init__(self):
        async with lock:  # error: AY201:9
            self.ready = True

    def nested(self):
        if self.ready:
            for attempt in range(3):
                try:
                    async with lock, lock:  # error: AY201:21
                        pass
                finally:
                    async with lock:  # error: AY201:21
                        pass

    async def outer(self):
        def inner():
            async with lock:  # error: AY201:13
                return 1

        class Local:
            async with lock:  # error: AY201:13
                pass

        return inner, Local


def dead_code():
    return
    async with lock:  # error: AY201:5
        pass


def each_is_reported(session):
    async with session.begin():  # error: AY201:5
        await session.commit()  # error: AY203:9


def dans_une_chaîne(): "é"; "é"; x = 1
def après():
    match "é":
        case "é": pass
        case _:
            async with lock: pass  # error: AY201:13
