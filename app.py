"""The router: sets the frame, then runs the page that was asked for."""

from pages.parts.shell import open_shell

open_shell().run()
