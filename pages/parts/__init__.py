"""What the screens share: shell and guard, state, charts, tables, wording. No page logic."""
