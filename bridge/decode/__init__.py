"""From a Kafka message to the form that the inbox keeps: usable, dead with a reason, or not ours.
"""
