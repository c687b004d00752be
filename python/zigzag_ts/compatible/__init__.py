"""Evaluations as scripts for ZigZag read them."""
