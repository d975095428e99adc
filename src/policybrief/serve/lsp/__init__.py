"""Briefs for editors that speak the Language Server Protocol: what is wrong, may be written, stands where."""
