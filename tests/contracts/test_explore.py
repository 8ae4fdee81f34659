from collections import Counter
from hypothesis import HealthCheck, given, settings, strategies as st
from inventory.announcements import OutcomeType
from inventory.outcome_data import OUTCOME_DATA
from tests.inventory.test_batches import COMMANDS
from tests.inventory.making import *
seen=Counter()
STEP = st.one_of(st.lists(COMMANDS, min_size=1, max_size=4), st.sampled_from([10,20,61]))
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, max_size=20))
def test_x(shop, steps):
    with shop.session.begin_nested() as sp:
        before=shop.now
        for pr, l in enumerate(("west","main","east")): shop.location(l,pr)
        shop.batch(stated("a", 5, location="main"), stated("a", 4, location="east",threshold=2), stated("b", 7, location="west"))
        for b in steps:
            if isinstance(b,int): shop.later(minutes=b)
            else: shop.batch(*b)
        for r in shop.announced():
            OUTCOME_DATA[OutcomeType(r.type)].model_validate_json(__import__("orjson").dumps(r.payload), strict=True, extra="forbid")
            seen[(r.type,r.payload.get("status"),r.payload.get("reason"), bool(r.payload.get("shortfalls")), "expires_at" in r.payload)]+=1
        sp.rollback(); shop.now=before
def test_y():
    for k,v in sorted(seen.items(),key=str): print(k,v)
