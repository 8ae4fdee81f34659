// Prints the ids of the first COUNT events of a topic, with kafkajs as it is installed: node listen.mjs BOOTSTRAP TOPIC COUNT
import { Kafka, logLevel } from "kafkajs";

const [bootstrap, topic, count] = process.argv.slice(2);
const consumer = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING }).consumer({ groupId: `listen-${topic}` });
consumer.on("consumer.crash", ({ payload }) => {
  console.error(payload.error.message);
  process.exit(1);
});
const ids = [];
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    ids.push(JSON.parse(message.value.toString()).id);
    if (ids.length === Number(count)) {
      console.log(ids.join("\n"));
      process.exit(0);
    }
  },
});
