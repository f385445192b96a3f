"""Signatures and events of webhooks."""
