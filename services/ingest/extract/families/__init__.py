"""What each family of claims makes of an event."""
