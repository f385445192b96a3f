"""Generate parts of this project: `python -m codegen`."""
