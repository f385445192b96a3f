"""Find breaking changes of openapi.yaml and of the Python API, and check that the version is high enough."""
