"""What stands above an event, and the axes it gives: stage, polarity, certainty."""
