"""Reading what the archive keeps where it lies: single documents, and the grade statements of a student."""
