"""The certificate of study, made from grade statements alone."""
