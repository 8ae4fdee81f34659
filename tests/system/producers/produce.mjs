// Publishes one event in each way that the CloudEvents SDK for JavaScript has: node produce.mjs BOOTSTRAP TOPIC
import { CloudEvent, Kafka as Binding } from "cloudevents";
import { Kafka, logLevel } from "kafkajs";

const [bootstrap, topic] = process.argv.slice(2);
const order = (id) => ({ order_id: `o-${id}`, items: [{ sku: "mug", quantity: 2 }] });
const event = (id, data, more = {}) =>
  new CloudEvent({ id, source: "/javascript", type: "com.example.OrderCreated", data, ...more });
const json = { datacontenttype: "application/json" };
const bytes = (id) => new TextEncoder().encode(JSON.stringify(order(id)));
const messages = [
  Binding.binary(event("js-binary", order("js-binary"), json)),
  Binding.structured(event("js-structured", order("js-structured"), json)),
  Binding.structured(event("js-plain", order("js-plain"))),
  Binding.structured(event("js-bytes", bytes("js-bytes"), json)),
  Binding.structured(event("js-versioned", order("js-versioned"), { ...json, type: "com.example.OrderCreated.v2" })),
  Binding.structured(event("js-missed", order("js-missed"), { ...json, type: "com.example.OrderCreatedEvent" })),
];

const text = (value) => (typeof value === "string" || value instanceof Uint8Array ? value : JSON.stringify(value));
const producer = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING }).producer();
await producer.connect();
for (const { headers, value } of messages) {
  const stated = Object.entries(headers).filter(([, header]) => header !== undefined);
  await producer.send({ topic, messages: [{ headers: Object.fromEntries(stated), value: text(value) }] });
}
await producer.send({ topic, messages: [{ key: "o-gone", value: null }] });
await producer.disconnect();
