"""The truth about a row, a target, an indicator, an area, a revision and a problem.

Every module here is Pydantic and plain Python: no file, no table, no clock. Whatever enters the store has
passed one of these models.
"""
