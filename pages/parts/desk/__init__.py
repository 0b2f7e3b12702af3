"""The course seller's desk: its pages share one catalog, one file of customers and one set of choices."""
