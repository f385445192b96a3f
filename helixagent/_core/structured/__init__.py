"""Structured output and tools: the JSON schemas of Python types, and objects from a model's reply.

pydantic makes the schemas and reads the objects. The modules import it, so they need the extra `structured`. The rest
of the SDK imports them only when a class or a function is passed.
"""
