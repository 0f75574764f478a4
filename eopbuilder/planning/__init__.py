"""What a user can do with a plan: open it, change it by named operations, undo, publish and review it."""
