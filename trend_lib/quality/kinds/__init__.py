"""The three kinds: how often the program is right about them, and what their shares are when it is not."""
