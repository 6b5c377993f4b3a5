"""Reports: values in, bytes of files out. Nothing in a cell can become a formula or a link."""
