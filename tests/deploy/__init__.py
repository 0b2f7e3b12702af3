"""The app as it is served to others: several processes behind nginx, and a login."""
