"""Collections of coroutines that are added up, ordered, tested; and what is put into their items."""
import asyncio
from collections import defaultdict


async def get(number):
    return number


async def added_up(numbers):
    pending = [get(number) for number in numbers]
    print(pending[0] + 1)  # error: AY110:11
    print(sum(pending))  # error: AY110:15
    print(max(pending), sorted(pending))  # error: AY110:15, AY110:32
    print(pending[0] < pending[1])  # error: AY110:11, AY110:24
    by_number = {number: get(number) for number in numbers}
    print(by_number[1] * 2)  # error: AY110:11
    print(sum(by_number.values()))  # error: AY110:15
    print(sorted(by_number))
    is_done = all(pending)  # error: AY110:19
    done = await asyncio.gather(*pending)
    print(done[0] + 1, sum(done), is_done)


async def replaced(numbers):
    pending = [get(number) for number in numbers]
    for number, coroutine in enumerate(pending):
        pending[number] = await coroutine
    return pending[0] + 1, sum(pending)


async def bound_again():
    pending = [get(1), get(2)]
    pending = await asyncio.gather(*pending)
    return pending[0] + 1, sum(pending)


async def handed_on(run):
    pending = [get(1), get(2)]
    run(pending)
    return pending[0] + 1, sum(pending)


async def nested(names):
    found = defaultdict(list)
    by_default = {}
    made = {}
    for name in names:
        found[name].append(get(name))
        by_default.setdefault(name, []).append(get(name))
        if name not in made:
            made[name] = []
        made[name].append(get(name))
    for group in found.values():
        for coroutine in group:
            print(coroutine + 1)  # error: AY110:19
    for name, group in by_default.items():
        print(name, group[0].real)  # error: AY112:21
    for group in made.values():
        for coroutine in group:
            print(coroutine.real)  # error: AY112:19
            print(await coroutine)
    return [await asyncio.gather(*group) for group in found.values()]


async def nested_and_replaced(names):
    found = defaultdict(list)
    for name in names:
        found[name].append(get(name))
    for name in names:
        found[name] = await asyncio.gather(*found[name])
    return [sum(group) for group in found.values()]


class Group:
    def add(self, thing):
        self.thing = thing


async def no_collections(names):
    groups = {"a": Group()}
    by_default = {}
    for name in names:
        groups[name].add(get(name))
        by_default.setdefault(name, Group()).add(get(name))
    for group in groups.values():
        print(group.thing, [item + 1 for item in group])
    for group in by_default.values():
        print(group.thing, [item + 1 for item in group])


async def both_are_coroutines(unknown):
    one = get(1)
    other = get(2)
    print(one - other)  # error: AY110:11, AY110:17
    print(get(1) + get(2))  # error: AY110:11, AY110:20
    return unknown + get(1)


async def joined(numbers, unknown):
    print(", ".join([get(number) for number in numbers]))  # error: AY110:22
    print(", ".join([get(1), "x"]))  # error: AY110:22
    print(", ".join([await get(number) for number in numbers]))
    pending = [get(number) for number in numbers]
    print(", ".join(pending))  # error: AY110:21
    print(pending[0].real, unknown.join([get(1)]))  # error: AY112:11
    return ", ".join(await asyncio.gather(*pending))
