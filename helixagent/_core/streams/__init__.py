"""Decode server-sent events, and assemble messages from chunks."""
