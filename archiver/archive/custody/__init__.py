"""What keeps files where they are: the schedule in force, holds, locks, and where the paper stands."""
