#!/usr/bin/env python
"""Django's command line: runserver, migrate, and so on."""
import os
import sys

from shop.telemetry import configure_telemetry


def main():
    configure_telemetry()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
