"""A bucket as a store. Only this package imports boto3, and only when a bucket is spoken to."""
