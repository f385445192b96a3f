# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Contains endpoint functions for accessing the API"""
