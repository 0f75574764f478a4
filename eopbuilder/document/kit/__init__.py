"""The kit: single documents to hand out, post or fill in, each made from the facts of a plan."""
