"""Trees of files as they were when somebody looked at them: folders, zips, several together."""
