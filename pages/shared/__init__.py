"""What the pages share: the frame, filters that keep their state in the link, access to the published data."""
