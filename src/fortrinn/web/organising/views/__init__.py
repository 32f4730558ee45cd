"""The pages of organising."""
