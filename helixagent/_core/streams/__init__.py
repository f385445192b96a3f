"""Server-sent events, and the messages that are assembled from their chunks."""
