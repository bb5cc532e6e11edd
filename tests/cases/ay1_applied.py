"""Lambdas that a builtin applies to the items beside them."""


class Source:
    def __init__(self, name):
        self.name = name

    async def count(self):
        return 1

    async def rows(self):
        yield 1

    def plain(self):
        return 1


class Other:
    def count(self):
        return 1


async def applied(other: Other):
    sources = [Source("a"), Source("b")]
    print(list(filter(lambda s: s.count() > 1, sources)))  # error: AY110:33
    print(sorted(sources, key=lambda s: s.count()))  # error: AY118:31
    print(max(sources, key=lambda s: s.count() + 1))  # error: AY110:38
    print(list(map(lambda s: list(s.rows()), sources)))  # error: AY107:35
    print(list(map(lambda s, o: (o.count(), s.count().real), sources, [other])))  # error: AY112:45
    sources.sort(key=lambda s: s.count() + 1)  # error: AY110:32
    print([filter(lambda s: not s.count(), some) for some in [sources]])  # error: AY110:33
    print(list(filter(lambda s: s.plain() > 1, sources)))
    print(sorted(sources, key=lambda s: s.name))
    print(list(filter(lambda s: s.count() > 1, [other])))
    for one in map(lambda s: s.count(), sources):
        await one


async def not_known(sources, map, other: Other):
    print(list(filter(lambda s: s.count() > 1, sources)))
    print(map(lambda s: s.count() > 1, [Source("a")]))
    print(sorted([Source("a")], key=lambda s, t=other: t.count() + 1))
    print(max([Source("a")], 3, key=lambda s: s.count() + 1))
    print(list(filter(lambda s: isinstance(s, Other) and s.count() > 1, [Source("a"), other])))
