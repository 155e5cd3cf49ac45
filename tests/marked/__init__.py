"""A news article of invented companies, and what a person would mark in it: for the guesses, and for the time that marking takes."""
