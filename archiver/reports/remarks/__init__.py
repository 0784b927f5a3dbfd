"""Remarks for teachers: what each of them is to put right in the journals before they are printed."""
