from django.urls import path

from forge import views

urlpatterns = [path("", views.health)]
