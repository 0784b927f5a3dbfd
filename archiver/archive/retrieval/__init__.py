"""Finding what the archive keeps and getting it back.

`finding` says where a file's copies are; `best_copy` tries them one after another, the likeliest first;
`taking` copies a whole bag. Nothing is given out that does not have the digests the register keeps.
"""
