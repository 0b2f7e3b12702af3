"""What the person keeps, and how it comes back."""
