"""The course seller's desk: queues of prescriptions, quotes, demand, bundles, and a clean catalog."""
