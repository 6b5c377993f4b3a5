"""Exhibits: answers as values, each with its words, its picture and its table, whichever way it is drawn."""
