"""Goldwright: an open data engine that turns raw data into gold-standard training data."""

__version__ = "0.1.0"
