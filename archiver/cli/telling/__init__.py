"""What a command tells: values as lines on the screen, or as JSON."""
