"""The asynchronous client: the source of everything that awaits. `make generate` writes `_sync/` from it."""
