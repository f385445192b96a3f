"""Tests of the sans-I/O decisions."""
