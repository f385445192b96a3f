"""What a change of the API breaks: in openapi.yaml, in the Python that users write, and whether the version says so."""
