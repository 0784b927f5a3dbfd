"""The process itself: what it sets when it starts, its streams, its workers, and how it is stopped."""
