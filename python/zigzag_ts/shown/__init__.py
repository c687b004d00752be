"""Results as tables, pictures and frames."""
