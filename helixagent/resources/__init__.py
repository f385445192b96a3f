"""The operations of the API, one small file for each part; the files here are written from those in `aio/`."""
