"""Deposit: what the year's work has made becomes bags on several media, read back and registered.

`plan` finds what there is to deposit (`journals`, `statements`), `placing` says onto which media it may go,
`bagging` what a bag looks like, `deposit` does it. ADR 0017 says why it can be interrupted anywhere.
"""
