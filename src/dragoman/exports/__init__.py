"""The ledger in forms that people hand on; one file a format."""
