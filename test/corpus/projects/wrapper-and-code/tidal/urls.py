from django.urls import path

from tidal import views

urlpatterns = [path("", views.health)]
