"""What writes the generated parts of this project: run it as `python -m codegen`."""
