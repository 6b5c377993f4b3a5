"""The words of the command line: every command with its options."""
