"""The faces of the command `trends`: options, help, and how answers look in a terminal; what they do lies beside them."""
