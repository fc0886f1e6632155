"""The quality line: what subscribers score, who answers at all, and whether either changed."""
