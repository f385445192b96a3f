# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""One module per operation, in packages by tag."""
