"""The wizard on screen: its shell, its rail and its pages."""
