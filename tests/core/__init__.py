"""Tests of the decisions without input or output."""
