"""Structured output and tools: build JSON schemas from Python types, and parse a model's text into objects.

pydantic builds the schemas and parses the objects. The modules import pydantic, so they need the extra `structured`.
The rest of the SDK imports them only if the user passes a class or a function.
"""
