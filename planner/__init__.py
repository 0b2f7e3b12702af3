"""The product without a screen: SSA results and a catalog in, the proven best plan out.

One way through, each step reaching only forwards::

    bytes -> reading -> domain objects + problems -> planning (solving, checking) -> writing

Nothing in here imports Streamlit, Plotly or ``pages``; an import rule in ``pyproject.toml`` guards that.
"""
