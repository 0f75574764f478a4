"""Roles as a checked dependency graph: built from a plan, analysed, laid out, and described as a drawing."""
