"""What a command is told: options that several share, turned into values of the trade."""
