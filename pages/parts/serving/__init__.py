"""How the app is served: warmed up, with its headers, a health check that means something, and a drain."""
