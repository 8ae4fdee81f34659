import time, statistics, os
from datetime import datetime, UTC
import psutil
from inventory.tokens import Scope
from tests.statements import noted
from tests.console.test_overview import heard, announced

def test_measure(app, signed_in, engine, database):
    heard(engine, 3000, datetime.now(UTC), dead=3)
    announced(engine, ["StockReserved"]*3000, datetime.now(UTC))
    v = signed_in(*Scope)
    w = app.extensions["inventory"].watch
    t=time.perf_counter(); w.look(); print("first look ms", 1000*(time.perf_counter()-t))
    t=time.perf_counter(); w.look(); print("later look ms", 1000*(time.perf_counter()-t))
    from sqlalchemy import event
    for path in ("/sign-in", "/", "/overview/now", "/overview/hour", "/example/mug", "/runbook", "/static/console.css"):
        n=[]
        def note(c, cur, s, p, ctx, many): n.append(s)
        event.listen(app.extensions["inventory"].database.engine, "before_cursor_execute", note)
        times=[]
        for i in range(30):
            n.clear()
            t=time.perf_counter()
            with v.client.get(path) as a: size=len(a.data)
            times.append(1000*(time.perf_counter()-t))
        event.remove(app.extensions["inventory"].database.engine, "before_cursor_execute", note)
        print(f"{path:20} median {statistics.median(times):6.1f} ms  p90 {sorted(times)[26]:6.1f}  queries {len(n)}  {size/1000:.1f} kB status {a.status_code}")
