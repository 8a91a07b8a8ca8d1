"""The store, the exports and reports. It knows nothing of how a value was found."""
