"""Journeys: a customer's job walked one action at a time, by what the labels in sight promise; pure, the spider shows the pages."""
