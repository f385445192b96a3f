"""What a request is made of: arguments, options, URLs and retries."""
