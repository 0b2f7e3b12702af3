"""New bundles for a queue of customers: which to make, and what given ones are worth.

What is meant:

- A customer is *covered* by a bundle when that bundle alone covers all that the customer needs, after
  completed CE and with the margin wished for; which courses may be taken, what they count for and that an
  activity counts once is all as in `plan`. The goal, the budget and pins play no part.
- Each covered customer *takes* the cheapest of the chosen bundles that covers them (the one with fewest
  prices not known first; of equally cheap ones, the one with fewer courses, then a fixed choice).
- A bundle's *price* is the sum of its courses' single prices less the discount, rounded to the cent, half a
  cent up. A course without a known price is in no bundle unless that is allowed; then the bundle's price is
  told as not known in full. No bundle holds the same activity twice.
- *Money saved* is what the customer's best plan without new bundles costs (the plan that `plan` gives; it may
  use bundles that the catalog has) less the bundle's price, and never below 0, because nobody has to buy it.
  Where a price isn't known on either side, nothing is said to be saved.
- The *best* bundles cover the most customers; among those choices, they save them the most money; then they
  cost less, hold fewer courses, and at last a fixed choice decides. Fewer bundles are given where a further
  one would add nothing.
- Where bundles are wished to be *no dearer*, only those customers count whose best plan without new bundles
  is known to cost no less than the bundle; a bundle may also be given a highest price.
- A customer who needs nothing (any more) is counted apart. One whose rows couldn't all be read, or lack a
  figure, can't be covered.

docs/decisions/0017 says why.
"""

from planner.selling.bundles.by_hand import changed_by_hand, for_catalog, targeted_in
from planner.selling.bundles.choosing import FoundBundles, find_bundles, most_popular
from planner.selling.bundles.valuing import BundlesValue, GroupOutcome, ValuedBundle, value_of
from planner.selling.bundles.wishes import BundlePrice, BundleWishes, check_wishes, price_of

__all__ = [
    "BundlePrice",
    "BundleWishes",
    "BundlesValue",
    "FoundBundles",
    "GroupOutcome",
    "ValuedBundle",
    "changed_by_hand",
    "check_wishes",
    "find_bundles",
    "for_catalog",
    "most_popular",
    "price_of",
    "targeted_in",
    "value_of",
]
