from django.urls import path

from parcel import views

urlpatterns = [path("", views.health)]
