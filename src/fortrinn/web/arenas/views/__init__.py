"""The pages of an arena: before it, while it lasts, and afterwards."""
