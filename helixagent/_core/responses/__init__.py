"""What a response becomes: models, errors and the states of jobs."""
