"""The code generator of this project: `python -m codegen`."""
