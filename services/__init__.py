"""The deeds, written once for the pages and the command line: check, preview, publish, restore, judge."""
