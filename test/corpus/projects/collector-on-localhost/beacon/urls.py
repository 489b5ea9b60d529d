from django.urls import path

from beacon import views

urlpatterns = [path("", views.health)]
