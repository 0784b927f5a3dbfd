"""What a page is painted with: content streams written, and read back as values."""
