"""From a plan and its pack to a tree of nodes: order, numbers, references and emptiness are all decided here."""
