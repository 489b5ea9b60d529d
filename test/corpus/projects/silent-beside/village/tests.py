from django.test import TestCase
from opentelemetry.instrumentation.django import DjangoInstrumentor


class TracingTest(TestCase):
    def test_spans(self):
        DjangoInstrumentor().instrument()
        self.assertEqual(self.client.get("/").status_code, 200)
