"""Requests that were not solved in time are followed until their subscriber says that they are."""
