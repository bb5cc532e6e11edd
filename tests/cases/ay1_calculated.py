"""Coroutines in conditions, sums and comparisons that are not written right beside them."""


async def allow(user):
    return True


async def hits() -> int:
    return 1


async def find(user) -> dict:
    return {"name": user}


def plain() -> int:
    return 1


async def in_a_truth(auth, user):
    print(bool(auth and allow(user)))  # error: AY110:25
    print(user or allow(user), allow(user) if user else None)  # error: AY110:19, AY110:32
    return {"retry": str(auth and allow(user))}  # error: AY110:35


async def the_second_is_never_reached(user):
    found = find(user) or {}
    print(found["name"])  # error: AY112:11
    return (find(user) or {})["name"]  # error: AY112:12


async def added_up(users):
    total = 0
    for _ in users:
        total += hits()  # error: AY110:18
    total += 1
    total -= hits()  # error: AY110:14
    text = ""
    text += hits()  # error: AY110:13
    print(max(0, hits()), min(hits(), 3))  # error: AY110:18, AY110:31
    count = hits()
    return max(count, 1)  # error: AY110:16


async def of_a_loop(users):
    counts = [hits() for _ in users]
    for count in counts:
        if count > 3:  # error: AY110:12
            print(count + 1)  # error: AY110:19
    return [max(0, count) for count in counts]  # error: AY110:20


async def right(users, acc):
    total = 0
    for _ in users:
        total += await hits()
    total += plain()
    acc += hits()
    waiting = [hits()]
    waiting += [hits()]
    print(max(0, await hits()), total, max([1], key=len))
    found = plain() or find(users)
    coroutine = users and hits()
    for one in waiting:
        await one
    return await coroutine, found


class Sum:
    def __iadd__(self, other):
        return self

    def __gt__(self, other):
        return True


async def of_its_own_kind(count: Sum):
    total = Sum()
    total += hits()
    total = count
    total += hits()
    return total


def showing(data):
    print(data)


async def inside_of_what_is_shown(names):
    print([find(name) for name in names])  # error: AY110:12
    print({"a": hits(), "b": [1, hits()]})  # error: AY110:17, AY110:34
    print({name: hits() for name in names})  # error: AY110:18
    text = f"{[hits()]}"  # error: AY110:16
    assert [1] == [hits()]  # error: AY110:20
    showing([hits() for _ in names])
    print([await hits() for _ in names], [hits] == names, (find(name) for name in names))
    return text


async def of_items(names):
    print(sum(hits() for _ in names))  # error: AY110:15
    print(sum([hits() for _ in names]), max([hits(), plain()]))  # error: AY110:16, AY110:46
    print(sorted({hits() for _ in names}))  # error: AY110:19
    print(sum([await hits() for _ in names]), sorted([hits()], key=id))
    print(sum((hits() for _ in names), start=Sum()), sum(plain() for _ in names))


async def asked_for_a_number(names):
    for number in range(hits()):  # error: AY110:25
        print(-hits(), +number)  # error: AY110:16
    assert isinstance(find(1), dict)  # error: AY110:23
    assert isinstance(find(1), (str, bytes))  # error: AY110:23
    waiting = find(1)
    assert isinstance(waiting, dict)
    await waiting


def is_made_async():
    coroutine = hits()
    made = isinstance(coroutine, object) and isinstance(hits(), type(coroutine))
    coroutine.close()
    return made


# `a | b` gives what the method of `a` gives, as `a / b` does.
class Pipe:
    def __init__(self):
        self.steps = []

    def __or__(self, step) -> "Pipe":
        self.steps.append(step)
        return self

    async def run(self, value):
        return value


class Doubtful:
    def __or__(self, step):
        if not callable(step):
            return NotImplemented
        return Pipe()

    def __ror__(self, other):
        return other


async def piped(step, doubtful: Doubtful):
    pipe = Pipe() | step | print
    pipe.run(1)  # error: AY110:5
    (Pipe() | step).run(1)  # error: AY110:5
    async for each in Pipe() | step:  # error: AY115:23
        print(each)
    found = pipe.run(1)
    print(found["a"])  # error: AY112:11
    (doubtful | step).run(1)
    (step | Pipe()).run(1)
    await pipe.run(1)


def counts():
    yield hits()


async def of_a_generator():
    ahead = (hits() for _ in range(3))
    print(sum(ahead))  # error: AY110:15
    made = counts()
    print(max(made))  # error: AY110:15


async def of_a_generator_awaited(numbers):
    ahead = (hits() for _ in range(3))
    for one in ahead:
        print(await one)
    print(sum(number for number in numbers), sum(counted() for counted in (int, int)))
