"""What one cell or header says: credits, prices, dates, scores, and the names of columns."""
