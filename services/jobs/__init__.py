"""Uploaded files: kept in a spool and worked on in processes of their own, small and large ones alike."""
