from django.urls import path

from quarry import views

urlpatterns = [path("", views.health)]
