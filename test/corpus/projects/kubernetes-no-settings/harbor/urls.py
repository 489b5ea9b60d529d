from django.urls import path

from harbor import views

urlpatterns = [path("", views.health)]
