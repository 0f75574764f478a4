"""Checks that facts alone decide. Each module covers one topic and yields findings under the codes of its rules."""
