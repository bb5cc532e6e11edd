"""Names that patterns bind: what they are is known by the class, or by what is matched."""

from dataclasses import dataclass


class Client:
    async def get(self):
        return 1

    def close(self):
        return None


class Plain:
    def get(self):
        return 1


@dataclass
class Message:
    client: Client
    text: str


async def fetch():
    return {"id": 1}


async def by_class(event):
    match event:
        case Client() as client:
            client.get()  # error: AY110:13
        case Message(client=client):
            client.get()  # error: AY110:13
        case {"client": Client() as client}:
            client.get()  # error: AY110:13
        case [Client() as client, *_]:
            client.get()  # error: AY110:13
        case (Client() | Message(client=Client())) as either:
            either.get()
        case Message() as message if message.client.get():  # error: AY110:38
            message.client.get()  # error: AY110:13


async def by_subject(message: Message, clients: dict[str, Client], pair: tuple[Client, int]):
    match message:
        case Message(text="x", client=client):
            client.get()  # error: AY110:13
        case other:
            other.client.get()  # error: AY110:13
    match clients:
        case {"a": client, **rest}:
            client.get()  # error: AY110:13
            print(rest.keys())
    match pair:
        case [client, number]:
            client.get()  # error: AY110:13
            print(number.real)
    match fetch():
        case found:
            found["id"]  # error: AY112:13


async def by_alternatives(event):
    match event:
        case Client() | Plain() as client:
            client.get()
        case {"a": Client() as client} | {"b": Client() as client}:
            client.get()  # error: AY110:13


# silent: another name, or the same one bound anew


async def later(event):
    found = fetch()
    match event:
        case {"found": found}:
            return found["id"]
    return await found


async def in_the_guard(event):
    found = fetch()
    match event:
        case {"found": found} if found["id"]:
            return 1
    return await found


async def in_the_same_test():
    found = fetch()
    if (found := await found) and found["id"]:
        print(found)


async def in_the_same_display():
    found = fetch()
    return [(found := await found), found["id"]]


async def in_the_same_with(opened, other):
    found = fetch()
    with opened(found) as found, found["id"] as item:
        print(item, other)


async def after_the_match(event, client):
    match event:
        case Client() as client:
            await client.get()
        case Plain() as client:
            client.get()
    client.get()


async def in_an_earlier_round(events):
    found = fetch()
    for event in events:
        match event:
            case Plain() as found:
                print(found)
            case Client():
                found["id"]


async def before_a_guard(event):
    found = fetch()
    match event:
        case Plain() as found if found.get():
            print(found)
        case Plain():
            found["id"]


async def in_another_case(event):
    found = fetch()
    match event:
        case Plain() as found:
            print(found)
        case Client():
            found["id"]  # error: AY112:13


async def unknown(event):
    match event:
        case Unknown(client=client) | [client]:  # noqa: F821
            client.get()
        case Client(nothing):
            nothing.get()
        case [*_, client]:
            client.get()
        case object() as client:
            client.get()
        case str(text) | bytes(text):
            text.get()
