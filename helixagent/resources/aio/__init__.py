"""The operations of the API for the asynchronous client, from which `make generate` writes the others."""
