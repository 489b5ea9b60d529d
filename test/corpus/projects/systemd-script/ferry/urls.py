from django.urls import path

from ferry import views

urlpatterns = [path("", views.health)]
