"""Receivers of the users app."""
