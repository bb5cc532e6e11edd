"""A small web application: users in a database, with five mistakes, one of each kind.

Every marked line fails or leaks at run time; the folder `right` beside this one has them mended.
"""
