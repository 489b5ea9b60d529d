from django.http import JsonResponse

from pasture.telemetry import tracer


def index(request):
    with tracer.start_as_current_span("index"):
        pass
    return JsonResponse({"status": "ok"})
