"""The product without a screen: SSA results and a catalog in, the proven best plan out.

One way through, each step reaching only forwards::

    bytes -> reading -> domain objects + problems -> planning (solving, checking) -> writing

What a plan is about, a module each:

- `credits`, `outline`, `prescription`, `catalog`, `preferences`, `plan`, `biennium`,
  `problem`: the field's words;
- `rules`, `limits`, `demo`: what stands in ``data/``; `faults`: our own;
- `naming`: names as people write them; `outline_editing`, `mending`: a person's own outlines, and what was
  read brought to them; `phrases`, `guarding`: the pieces of every sentence, and text that is no formula.

How a plan is made and used, a room each:

- `reading`: from bytes to domain objects and problems;
- `planning`: the one way to a plan. `aligning` brings the names of a prescription and a catalog together,
  `prepared` and `remembering` keep what is looked up in a catalog, `solving` finds the plan, `checking`
  recomputes it, and `remarks` says what a person should look at (`alike`: what may be one activity);
- `structured`: the same for structured education; `scheduling`: when to take what;
- `choices`: other plans, swaps and reasons; `selling`: queue, quotes, bundles, demand, catalog check;
- `keeping`: the file that a person keeps; `writing`: files and words; `cli`: the commands.

Nothing in here imports Streamlit, Plotly or ``pages``; an import rule in ``pyproject.toml`` guards that.
"""
