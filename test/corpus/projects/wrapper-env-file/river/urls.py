from django.urls import path

from river import views

urlpatterns = [path("", views.health)]
