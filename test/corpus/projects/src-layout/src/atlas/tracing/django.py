import opentelemetry.instrumentation.django


def instrument_django(**options):
    opentelemetry.instrumentation.django.DjangoInstrumentor().instrument(**options)
