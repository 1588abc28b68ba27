"""What can be taken away from a study as a file: one writer a kind."""
