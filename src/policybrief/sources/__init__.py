"""What a brief rests on: articles as numbered text (`article`), the library that it cites from (`bibliography`)."""
