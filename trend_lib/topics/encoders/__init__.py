"""Encoders with a teacher: adapters to language models, and the fast student that is fitted to one."""
