from django.urls import path

from meadow import views

urlpatterns = [path("", views.health)]
