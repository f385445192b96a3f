# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The operations of one tag, one module each."""
