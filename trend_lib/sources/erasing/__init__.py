"""Takes a person out of landing/, drop/ and `sources.*`; what comes back with a later file is taken out again."""
