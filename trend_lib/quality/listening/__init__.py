"""Listening to contacts: which ones, by whom, on which form. Names of people stay in the quality workbook and its desk."""
