"""What a study looks like on paper: the figure, the report, and all that goes with an article."""
