// By openapi-typescript and openapi-fetch: tsc must take it, and Node must run it.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

const [url, token] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });

const looked = await client.POST("/v1/availability", {
  body: { items: [{ sku: "SHIRT-M", quantity: 3 }, { sku: "CAP", quantity: 4 }] },
});
assert.equal(looked.data?.available, false);
assert.deepEqual(looked.data?.items.map((one) => [one.sku, one.available, one.shortfall]), [["CAP", 2, 2], ["SHIRT-M", 5, 0]]);

const order: components["schemas"]["ReserveRequest"] = { order_id: "order-1", items: [{ sku: "SHIRT-M", quantity: 3 }] };
const made = await client.POST("/v1/reservations", { body: order });
assert.equal(made.response.status, 201);
assert.deepEqual([made.data?.status, made.data?.lines[0]?.quantity, made.data?.lines[0]?.allocations[0]?.held], ["pending", 3, 3]);
assert.equal((await client.POST("/v1/reservations", { body: order })).response.status, 200);

const large = await client.POST("/v1/reservations", {
  body: { order_id: "order-2", items: [{ sku: "SHIRT-M", quantity: 3 }, { sku: "CAP", quantity: 4 }] },
});
assert.equal(large.error?.code, "insufficient_stock");
assert.deepEqual(large.error?.shortfalls?.map((one) => [one.sku, one.available, one.shortfall]), [["CAP", 2, 2], ["SHIRT-M", 2, 1]]);
const unknown = await client.POST("/v1/reservations", { body: { order_id: "order-3", items: [{ sku: "NOTHING", quantity: 1 }] } });
assert.deepEqual(unknown.error?.skus, ["NOTHING"]);
const nameless = await client.POST("/v1/reservations", { body: { order_id: "order-4", items: [{ quantity: 1 }] } });
assert.equal(nameless.error?.errors?.[0]?.pointer, "/items/0");

const one = { params: { path: { order_id: "order-1" } } };
const extended = await client.POST("/v1/reservations/{order_id}/extend", { ...one, body: { ttl_seconds: 1200 } });
assert.ok(extended.data?.expires_at);
const tag = (await client.GET("/v1/reservations/{order_id}", one)).response.headers.get("ETag") ?? "";
const amend = (...items: components["schemas"]["OrderItem"][]) =>
  client.PUT("/v1/reservations/{order_id}", {
    params: { path: { order_id: "order-1" }, header: { "If-Match": tag } },
    body: { items },
  });
const [shirt, cap] = [{ sku: "SHIRT-M", quantity: 2 }, { product_id: "CAP", quantity: 1 }];
assert.deepEqual((await amend(shirt, cap)).data?.lines.map((line) => [line.sku, line.quantity]), [["CAP", 1], ["SHIRT-M", 2]]);
assert.equal((await amend(shirt)).error?.code, "precondition_failed");
const confirmed = await client.POST("/v1/reservations/{order_id}/confirm", one);
assert.deepEqual([confirmed.data?.status, confirmed.data?.expires_at], ["confirmed", null]);
const released = await client.POST("/v1/reservations/{order_id}/release", { ...one, body: {} });
assert.equal(released.error?.reservation_status, "confirmed");
assert.equal((await client.POST("/v1/reservations/{order_id}/cancel", { ...one, body: {} })).data?.status, "released");
const told = (await client.GET("/v1/orders/{order_id}/timeline", one)).data!;
assert.deepEqual([told.record, told.reservation?.status], ["known", "released"]);
assert.equal(told.items.find((one) => one.entry === "movement")?.movement?.order_id, "order-1");
const pallet: components["schemas"]["MoveRequest"] = {
  from: "main", to: "damaged", quantity: 1, reason: "damaged", reference: "pallet-1",
};
const move = (body: components["schemas"]["MoveRequest"]) =>
  client.POST("/v1/stock/{sku}/moves", { params: { path: { sku: "SHIRT-M" } }, body });
const moved = await move(pallet);
const { from, to, total } = moved.data!.stock;
assert.deepEqual([from.quantity_on_hand, to.quantity_on_hand, total.quantity_unsellable], [4, 1, 1]);
assert.deepEqual((await move({ ...pallet, to: "damagd", reference: "pallet-2" })).error?.near, ["damaged"]);
assert.equal((await client.PUT("/v1/locations/{name}", {
  params: { path: { name: "north" } },
  body: { sells: false, counts_as: "outlet" },
})).error?.scope, "stock:configure");

// The type takes what it does not know.
const newer: components["schemas"]["Reservation"] = { ...confirmed.data!, status: "put_aside" };
assert.equal(newer.status, "put_aside");
