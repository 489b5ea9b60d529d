from .django import instrument_django
from .provider import install_provider

__all__ = ["install_provider", "instrument_django"]
