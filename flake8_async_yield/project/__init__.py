"""What leaves the linted module: where other modules are, what they define, and keeping that."""
