"""Structured output and functions as tools. The modules import pydantic, so the SDK imports them only if needed."""
