from django.urls import path

from orbit import views

urlpatterns = [path("", views.health)]
