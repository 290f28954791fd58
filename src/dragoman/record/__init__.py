"""The record: many reports, one truth with its sources."""
