from fastapi.testclient import TestClient

from app.main import app


def test_users() -> None:
    with TestClient(app) as client:
        assert client.get("/users").json() == []
        for name in ("ann", "bob"):
            assert client.post(f"/users/{name}").json() == {"created": name}
        assert client.get("/users").json() == ["ann", "bob"]
        assert client.get("/users/2").json() == "bob"
        assert client.get("/users/3").status_code == 404
