"""I/O without decisions: the HTTP libraries that carry a request out and bring its answer back."""
