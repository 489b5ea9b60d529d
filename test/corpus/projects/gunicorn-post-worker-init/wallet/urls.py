from django.contrib import admin
from django.urls import path

from wallet import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", views.index),
]
