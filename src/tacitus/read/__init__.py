"""Raw pages become documents: the only place that knows about files, charsets and HTML."""

from tacitus.read.page import document_from_text, read_page, read_pages
from tacitus.read.sources import Failed, Raw, file_count, sources
from tacitus.read.worker import InProcess, Parser, Worker

__all__ = [
    "Failed",
    "InProcess",
    "Parser",
    "Raw",
    "Worker",
    "document_from_text",
    "file_count",
    "read_page",
    "read_pages",
    "sources",
]
