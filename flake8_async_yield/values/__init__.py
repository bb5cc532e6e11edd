"""Values: what an expression may be, worked out from terms without running anything."""
