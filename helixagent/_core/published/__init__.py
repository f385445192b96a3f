"""The compatibility layer for published HelixAgent servers, which speak a dialect of their own."""
