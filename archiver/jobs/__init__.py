"""Long work that nobody has to wait for: asked for, done by a worker, looked at later (ADR 0057).

Only `engine` knows the library that keeps the jobs. A kind of job is declared in `kinds`; what it does is a
use case of a room, the same one that the command line calls.
"""
