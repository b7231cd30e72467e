"""What noun phrases stand for: forces, places, states, organisations, arms."""
