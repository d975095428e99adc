"""What a brief is: the model, its audiences, its markings and its sources. Data alone; nothing is laid out."""
