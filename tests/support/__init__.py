"""What several tests use: each module is named by what it makes."""
