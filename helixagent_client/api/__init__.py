# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Contains methods for accessing the API"""
