"""Names: which scope binds one, and which of its bindings reach a use."""
