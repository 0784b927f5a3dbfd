"""Retention of records by period and mandate: pure domain, standard library only.

What may be destroyed, when, by whose decision and with what proof (regulation item 5; rules of the
field: domain sections 2 and 3). No module here reads a clock, a disk or a database: dates, facts and
what stores answered are given, decisions and values are returned.

    words      checked strings: digests, identifiers, file titles that hold no person's name
    period     RetentionPeriod: years, permanent, until an event; the first day of eligibility
    series     RecordSeries: a row of the schedule
    schedule   Schedule: versions that may only be lengthened; schedule_toml reads them
    record     RecordFile, Closure and its late corrections
    clock      explain(): rule, mandate, trigger and arithmetic
    moments    a clock set back or far forward is refused
    holds      DisposalHold
    eligibility decide(): every reason why a file may not be destroyed
    act        DestructionAct, its states and who may do what; steps, rows
    copies     Copy, Proof, Execution: each copy closes with its own proof
    permit     the only way to a permission to erase
    evidence   what Roskomnadzor order 179 requires
    tombstone  what is kept for ever
    frozen     values as text and back, for a register to keep
    restored   a register older than its own acts
    calendar   obligations with dates and states; ics writes them out
"""
