"""The synchronous client, which `make generate` writes from `_async/`."""
