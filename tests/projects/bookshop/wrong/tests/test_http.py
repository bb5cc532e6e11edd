from fastapi.testclient import TestClient


def test_a_day_in_the_shop(client: TestClient) -> None:
    added = client.post("/books", json={"title": "Emma", "stock": 3}).json()
    assert added["title"] == "Emma"
    assert client.get(f"/books/{added['id']}").json() == added
    assert added in client.get("/books").json()
    assert "Emma" in client.get("/books/titles").json()
    assert client.post("/orders", json={"book_id": added["id"], "count": 2}).status_code == 200
    assert client.get(f"/orders/sold/{added['id']}").json() == 2
    assert client.post("/orders", json={"book_id": added["id"], "count": 2}).status_code == 409
    assert client.post("/orders", json={"book_id": 999}).status_code == 404
    assert client.get("/books/low").json() == [added | {"stock": 1}]
    assert client.get("/exports/books.csv").text == "title,stock\nEmma,1\n"
    assert client.get("/health").json() is True
