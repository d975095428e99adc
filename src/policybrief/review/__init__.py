"""review: a brief held against its sources (`verify`), tradecraft (`lint`), and an earlier version (`changes`)."""
