"""Build requests from arguments and options, and handle URLs, redirects and retries."""
