"""The version of the distribution, for the package, its metadata and the User-Agent."""

__version__ = "0.2.0"
