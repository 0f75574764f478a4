"""Looking at a finished document before it is printed."""
