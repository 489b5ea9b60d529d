from django.contrib import admin
from django.urls import path
from opentelemetry.instrumentation.django import DjangoInstrumentor

from recipes import views
from recipes.tracing import install_provider

install_provider()
DjangoInstrumentor().instrument()

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", views.index),
]
