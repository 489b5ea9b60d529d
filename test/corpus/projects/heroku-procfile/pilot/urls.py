from django.urls import path

from pilot import views

urlpatterns = [path("", views.health)]
