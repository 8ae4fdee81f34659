"""The partitions of Kafka as this database knows them: offsets read, pauses, gaps, ranges set aside."""
