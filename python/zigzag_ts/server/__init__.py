"""The engine as a process that answers requests."""
