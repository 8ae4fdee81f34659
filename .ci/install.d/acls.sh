#!/usr/bin/env bash
# Kafka's own kafka-acls, which tests/system/test_acls.py runs, by Maven, of the version of tools/devstack/servers/kafka.lock.
set -euo pipefail
tools=${INVENTORY_KAFKA_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/inventory-kafka-tools}
artifact=org.apache.kafka:kafka-tools:4.4.0
[ -f "$tools/kafka-tools-4.4.0.jar" ] && exit 0
mkdir -p "$tools"
cd "$tools"
echo "fetching $artifact into $tools"
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -Dartifact="$artifact" -DoutputDirectory="$tools"
