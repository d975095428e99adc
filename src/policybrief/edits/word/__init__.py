"""Documents of Word that come back from people: what they show, with tracked changes accepted, and their comments."""
