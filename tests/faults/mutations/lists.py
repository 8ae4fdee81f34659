"""Breaks of the lists of stock and of holds: complete, bounded, and within the token."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

STOCK, QUERIES = "inventory/reading/stock_lists.py", "inventory/reading/queries.py"
STOCK_LISTS = "tests/api/resources/test_stock_lists.py"
HOLDS = "tests/api/resources/test_holds_at_a_location.py"
OLD_PLANS = "tests/inventory/write_path/test_old_plans.py::test_an_old_connection_reads_no_more_than_a_fresh_one"
ALLOWANCE = "tests/security/test_allowance.py::TestPlaces::test_lists_know_its_places_alone"

_READ_AGAIN = """    if ends and end is not None:
        row = session.connection().execute(last).one_or_none()
        end = None if row is None else (row[0], row[1])
"""

MUTATIONS: dict[str, Mutation] = {
    "a list of stock judges by rows beyond the token": Mutation(
        "G12",
        (Edit(STOCK, "return self.reach if self.location is None", "return None if self.location is None"),),
        (ALLOWANCE,),
    ),
    "a list of stock takes any location": Mutation(
        "G12",
        (Edit("api/resources/stock.py", "        reach.require_location(query.location)\n", ""),),
        (ALLOWANCE,),
    ),
    "a list of holds takes any location": Mutation(
        "G12",
        (Edit("api/resources/reservation_lists.py", "        reach.require_location(query.location)\n", ""),),
        (ALLOWANCE,),
    ),
    "a list of stock shows a SKU as it was when it was looked for": Mutation(
        "G2",
        (Edit(STOCK, "shown = (where.shown(rows) for", "shown = (list(rows) for"),),
        (f"{STOCK_LISTS}::test_every_sku_shown_fits_as_it_is_shown_and_none_that_always_fits_is_missed",),
    ),
    "a SKU is judged by the rows of one piece": Mutation(
        "G2",
        (Edit(STOCK, "groups.pop()  # some", "pass  # some"),),
        (f"{STOCK_LISTS}::test_a_sku_is_judged_by_all_its_rows_wherever_a_piece_ends",),
    ),
    "a list of stock looks on until its page is full": Mutation(
        "G2",
        (Edit(STOCK, "and looked < SEARCHED_ROWS", ""),),
        (f"{STOCK_LISTS}::test_a_page_of_few_that_fit_ends_early_and_goes_on",),
    ),
    "SKUs without rows there end a page": Mutation(
        "G2",
        (
            Edit(
                STOCK,
                "[(sku, counted.get(sku, 0)) for sku in skus]",
                "[(sku, counted[sku]) for sku in skus if sku in counted]",
            ),
        ),
        (f"{STOCK_LISTS}::test_a_page_whose_skus_are_all_elsewhere_goes_on",),
    ),
    "SKUs of a product are looked for among all": Mutation(
        "G2",
        (
            Edit(
                STOCK,
                "    if where.product_id is not None:\n        return _OF_PRODUCT",
                "    if where.product_id == '':\n        return _OF_PRODUCT",
            ),
        ),
        (f"{STOCK_LISTS}::test_products_and_missing_units_are_found_behind_any_number_of_others",),
    ),
    "SKUs with missing units are looked for among all": Mutation(
        "G2",
        (Edit(STOCK, 'Stock.quantity_shortfall > literal_column("0")', "Stock.quantity_shortfall > 0"),),
        (OLD_PLANS,),
    ),
    "a page of holds looks at all of them": Mutation(
        "G2",
        (Edit(QUERIES, "        query = query.where(table.c.expires_at <= expires_at, within)\n", ""),),
        (f"{HOLDS}::test_rare_holds_are_found_behind_more_than_a_page_looks_at",),
    ),
    "holds that go meanwhile move the end of a page": Mutation(
        "G2",
        (
            Edit(
                QUERIES,
                "    if ends:\n        return Page(found, end)\n",
                f"{_READ_AGAIN}    if ends:\n        return Page(found, end)\n",
            ),
        ),
        (f"{HOLDS}::test_holds_that_go_meanwhile_hide_none_of_the_others",),
    ),
    "orders that are removed meanwhile move the end of a page": Mutation(
        "G2",
        (
            Edit(
                QUERIES,
                "    return Page(found, end if ends else found[-1].order_id)\n",
                "    if ends:\n        end = session.connection().execute(last).scalar()\n"
                "    return Page(found, end if ends else found[-1].order_id)\n",
            ),
        ),
        ("tests/api/resources/test_who_holds_it.py::test_orders_that_are_removed_meanwhile_hide_none_of_the_others",),
    ),
    "a SKU and a location of a hold may be those of two lines": Mutation(
        "G2",
        (
            Edit(
                QUERIES,
                "lines.contains([line])",
                "lines.contains([{name: wanted} for name, wanted in line.items()])",
            ),
        ),
        (f"{HOLDS}::test_a_line_of_the_sku_elsewhere_is_no_hold_at_the_location",),
    ),
    "a list of a location that is not there is empty": Mutation(
        "G2",
        (
            Edit(
                "inventory/reading/near_locations.py",
                "where(Location.name == name)) is None",
                "where(Location.name == name)) == ''",
            ),
        ),
        (
            f"{STOCK_LISTS}::test_an_unknown_location_is_named_with_similar_ones",
            f"{HOLDS}::test_a_location_that_is_not_there_holds_nothing_and_says_so",
        ),
    ),
}
