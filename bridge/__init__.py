"""The bridge between Kafka and the database: `python -m bridge consume`, `relay` and `topics`.

Read it along an event's way:

1. `__main__`: the three commands.
2. `consume`: Kafka to inbox: poll, take, store, commit the offsets, send the tasks.
3. `decode`: from a Kafka message to what the inbox keeps.
4. `relay`: outbox to Kafka, in order, by one leader.
5. `topics`: make the topics that are missing, and warn about those that lose events.
6. `administration`: questions about topics and offsets, asked again while Kafka has no controller. `kafka`: clients of Kafka. `kafka_properties`: what operators may set of them.
7. `metrics` and `process`: what both processes count, log, and how they stop.
"""
