"""What speed is measured with: ratios to something known in the same run, because machines differ and are noisy."""
