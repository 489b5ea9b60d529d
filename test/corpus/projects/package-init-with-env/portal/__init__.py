"""Importing any module of the project starts tracing."""
from portal.observability import start

start()
