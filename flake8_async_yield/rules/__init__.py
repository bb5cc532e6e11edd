"""The rules: one file each; a file that is here is registered."""
