from django.urls import path

from atlas import views

urlpatterns = [path("", views.health)]
