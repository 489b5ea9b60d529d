import pytest
from opentelemetry.instrumentation.django import DjangoInstrumentor


@pytest.fixture(autouse=True, scope="session")
def traced():
    DjangoInstrumentor().instrument()
    yield
    DjangoInstrumentor().uninstrument()
