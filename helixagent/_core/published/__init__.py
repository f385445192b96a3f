"""The compatibility layer for published HelixAgent servers, whose API differs from `openapi.yaml`."""
