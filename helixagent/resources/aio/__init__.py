"""The operations of the API for the asynchronous client: the source, from which `make generate` writes the sync ones."""
