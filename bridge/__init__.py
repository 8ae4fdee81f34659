"""The bridge between Kafka and the database: `python -m bridge consume`, `relay` and `topics`.

Read it along an event's way:

1. `__main__`: the three commands.
2. `consume`: Kafka to inbox: poll, take, store, commit the offsets, send the tasks.
3. `decode`: from a Kafka message to the form that the inbox keeps.
4. `relay`: outbox to Kafka, in order, by one leader.
5. `traces`: spans of messages that are taken and sent.
6. `topics`: make missing topics, and warn about topics that lose events.
7. `administration`: questions about topics and offsets, asked again while Kafka has no controller.
   `kafka`: clients of Kafka. `kafka_properties`: the properties of them that operators may set.
8. `metrics` and `process`: counters, logs and stops of both processes.
"""
