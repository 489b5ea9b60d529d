from django.http import JsonResponse
from django.urls import path


def stock(request):
    return JsonResponse({"boxes": 12})


urlpatterns = [path("", stock)]
