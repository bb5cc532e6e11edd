"""Fixes: what mends a finding, as data, and the room that does it."""
