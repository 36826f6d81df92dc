"""Fixes in the files of records: which are wanted, how each is spelt, whether it reads back.

Nothing is written here: from the bytes of a file come other bytes, and why what was not done.
"""
