"""Coroutines put into a name and only looked at under it."""

import asyncio


async def hits(user=""):
    return 1


async def find(user="") -> "User | None":
    return None


class User:
    name = "ada"
    hits: int = 3
    tags: list[str] = []


async def ordered(limit: int):
    count = hits()
    if count > limit:  # error: AY110:8
        return False
    return 3 <= count < 9  # error: AY110:17


async def tested():
    exists = hits()
    if not exists:  # error: AY110:12
        return 0
    while exists and True:  # error: AY110:11
        break
    return 1 if exists else 2  # error: AY110:17


async def tested_and_returned():
    user = find()
    if user is None:  # error: AY110:8
        raise LookupError
    assert user  # error: AY110:12
    return {"user": user, "all": [user]}


async def shown():
    count = hits()
    print("hits", count, len(count))  # error: AY110:19, AY110:30
    return f"{count}: {'%s' % count} {str(count)}"  # error: AY110:15, AY110:31, AY110:43


async def calculated(user: User):
    used = hits()
    total = 0
    total += used  # error: AY110:14
    user.hits -= used  # error: AY110:18
    left = 10 - used  # error: AY110:17
    return -used + user.hits + left  # error: AY110:13


async def calculated_and_kept(total: int):
    used = hits()
    total = total - used  # error: AY110:21
    return await used + total


async def at_once(total: int):
    print(hits() + 1)  # error: AY110:11
    return total * hits()  # error: AY110:20


async def walrus():
    while chunk := hits():  # error: AY110:20
        print(chunk)  # error: AY110:15
    if (user := find()) is not None:  # error: AY110:17
        print(user.name)  # error: AY112:15
    [n for n in [1] if (same := hits()) == n]


async def matched():
    match hits():  # error: AY110:11
        case 0:
            return "none"
        case int() as number:
            return str(number)
        case _:
            return "other"


def in_a_plain_function():
    count = hits()
    return "yes" if count == 1 else "no"  # error: AY110:21


async def among():
    names = find()
    if "ada" in names:  # error: AY108:17
        return True
    return "bob" not in names  # error: AY108:25


# -- right, or not told


async def awaited_later():
    count = hits()
    if count is not None:
        return await count
    task = hits()
    if task:
        asyncio.create_task(task)


async def handed_on(tasks: list):
    one, two, three, four = hits(), hits(), hits(), hits()
    job = hits()
    if job:
        tasks.append(job)
    later = hits()
    print(later)
    tasks[0] = later
    both = hits()
    assert both
    await asyncio.gather(one, two, three, four, both)


async def read_by_inner_functions():
    job = hits()

    async def run():
        return await job

    if job:
        return run


async def closed_by_hand():
    job = hits()
    if job:
        job.close()
    other = hits()
    if other and other.cr_running:
        return 1


def handed_up():
    job = hits()
    print(job)
    return job


async def yielded():
    job = hits()
    if job:
        yield job


class Pipeline:
    def __or__(self, other):
        return self

    def __ror__(self, other):
        return self

    def __iadd__(self, other):
        return self


async def operators_of_others(pipeline: Pipeline, unknown):
    job = hits()
    pipeline = pipeline | job
    second = hits()
    pipeline += second
    third = hits()
    unknown << third
    hits() | pipeline
    unknown + hits()
    return pipeline


async def rebound():
    count = hits()
    count = await count
    return count > 3


async def perhaps(flag):
    job = None
    if flag:
        job = hits()
    if job:
        return await job


async def captured():
    match hits():
        case job:
            return await job


async def captured_by_walrus():
    if (job := hits()) is not None:
        return await job
    while more := hits():
        await more


# what a class's body declares is asked of the class


class Rows:
    async def count(self):
        return 1

    async def walk(self):
        yield 1


class Table:
    rows: Rows
    other: "Rows | None" = None

    def __init_subclass__(cls):
        cls.rows = Rows()


class Users(Table):
    pass


async def of_the_class():
    print(Users.rows.count() + 1)  # error: AY110:11
    for row in Table.rows.walk():  # error: AY107:16
        print(row)
    await Users.rows.count()
