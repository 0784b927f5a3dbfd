"""What the register holds, as frozen values in the trade's words; no SQLAlchemy, no I/O.

Every value has an `id` that is 0 until the register has given it one. Moments are in UTC.
"""
