from django.test import TestCase
from opentelemetry.instrumentation.django import DjangoInstrumentor


class TracingTest(TestCase):
    def setUp(self):
        DjangoInstrumentor().instrument()
        self.addCleanup(DjangoInstrumentor().uninstrument)

    def test_index(self):
        self.assertEqual(self.client.get("/").status_code, 200)
