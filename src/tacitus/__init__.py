"""tacitus reads news and writes the record."""

__version__ = "0.1.0"
