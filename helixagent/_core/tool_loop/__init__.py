"""The tool loop without I/O: its tools, the calls of the model, and their results."""
