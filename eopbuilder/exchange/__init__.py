"""Files in and out: staff lists, plan data, graph files."""
