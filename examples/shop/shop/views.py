from django.http import JsonResponse


def shelf(request):
    return JsonResponse({"books": ["Emma", "Middlemarch"]})
