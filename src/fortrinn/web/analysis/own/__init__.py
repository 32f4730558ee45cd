"""Pages that rest on a strategy's own tables: what no Norwegian table that ships can show."""
