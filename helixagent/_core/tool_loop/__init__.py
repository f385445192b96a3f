"""The tool loop without its I/O: which tools there are, which calls the model makes, and what it is told."""
