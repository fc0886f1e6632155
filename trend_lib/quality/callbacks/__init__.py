"""Who is called back after what, what they said, and what that says of all who were not asked."""
