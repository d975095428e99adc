"""review: a brief held against its sources (`verify`), and its words against analytic tradecraft (`lint`)."""
