"""Discovery measured: tables made from known laws, the real command on each, and what the judge says."""
