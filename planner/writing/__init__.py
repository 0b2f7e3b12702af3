"""Plans and catalogs as files: JSON, CSV, workbook, calendar; and the sentences they share."""
