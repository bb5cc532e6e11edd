"""`python -m flake8_async_yield.cli`: the command where its script is not on the path."""

import sys

from flake8_async_yield.cli import main

sys.exit(main())
