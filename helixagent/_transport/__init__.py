"""Send requests and receive responses with HTTP libraries. All decisions are made in `_core`."""
