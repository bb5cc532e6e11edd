"""A small web application: users in a database, the way FastAPI and SQLAlchemy document it."""
