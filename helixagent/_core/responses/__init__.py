"""Convert responses to models, exceptions and job states."""
