"""Build requests, interpret responses, and decide when to retry. This package does no I/O."""
