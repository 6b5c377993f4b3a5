"""The pages, in folders that are the sections of the menu; `shared` holds what they have in common."""
