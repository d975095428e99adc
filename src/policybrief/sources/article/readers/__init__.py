"""Readers of articles, one for each format: bytes become blocks of text."""
