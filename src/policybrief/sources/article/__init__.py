"""What a brief is drawn from, as numbered text that quotations and locators can be held against."""
