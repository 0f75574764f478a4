"""What a plan is: typed facts, the catalogue types of template packs, and pure rules. Standard library only."""
