import io.debezium.data.Envelope;
import io.debezium.transforms.outbox.EventRouter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.HeaderFrom;
import org.apache.kafka.connect.transforms.InsertField;
import org.apache.kafka.connect.transforms.InsertHeader;
import org.apache.kafka.connect.transforms.Transformation;
import org.springframework.kafka.support.serializer.JsonSerializer;

/** Publishes orders the way other people's services do, with their own code. Says where Java places keys. */
public class Recipes {
    public record Item(String sku, int quantity) {}

    public record Order(String order_id, List<Item> items) {}

    private static final String DATA = "{\"order_id\": \"%s\", \"items\": [{\"sku\": \"mug\", \"quantity\": 1}]}";

    private final String topic;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    Recipes(String topic) {
        this.topic = topic;
    }

    public static void main(String[] arguments) throws Exception {
        var producers = new Recipes(arguments[1]);
        producers.debezium("debezium", outbox(true), text());
        producers.debezium("debezium-bare", outbox(false), text());
        producers.debezium("debezium-twice", outbox(true), json(false));
        producers.connect("connect", true, json(false));
        producers.connect("connect-schemas", true, json(true));
        producers.connect("connect-bare", false, json(false));
        producers.spring("spring", true);
        producers.spring("spring-bare", false);
        Map<String, Object> settings = Map.of("bootstrap.servers", arguments[0]);
        try (var kafka = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var record : producers.records) {
                kafka.send(record).get();
            }
        }
        for (int number = 0; number < 500; number++) {
            byte[] key = ("o-" + number).getBytes(StandardCharsets.UTF_8);
            System.out.println(BuiltInPartitioner.partitionForKey(key, 12));
        }
    }

    /** A row of an outbox table, as Debezium's router hands it on. */
    private void debezium(String name, Map<String, String> settings, Converter values) {
        Schema row = SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).field("aggregatetype", Schema.STRING_SCHEMA)
            .field("aggregateid", Schema.STRING_SCHEMA).field("type", Schema.STRING_SCHEMA)
            .field("payload", Schema.STRING_SCHEMA).field("specversion", Schema.STRING_SCHEMA).build();
        Envelope envelope = Envelope.defineSchema().withName("shop.public.outbox.Envelope").withRecord(row)
            .withSource(SchemaBuilder.struct().name("source").build()).build();
        Struct inserted = new Struct(row).put("id", "id-" + name).put("aggregatetype", topic).put("aggregateid", name)
            .put("type", "OrderCreated").put("payload", DATA.formatted(name)).put("specversion", "1.0");
        Struct change = envelope.create(inserted, null, Instant.now());
        var record = new SourceRecord(Map.of(), Map.of(), "shop.public.outbox", envelope.schema(), change);
        try (var router = new EventRouter<SourceRecord>()) {
            router.configure(settings);
            var routed = router.apply(record);
            if (settings.containsKey("table.fields.additional.placement")) {
                routed = insert(routed, "ce_source", "/orders");
            }
            add(routed, values);
        }
    }

    private static Map<String, String> outbox(boolean withAttributes) {
        var routing = Map.of("route.topic.replacement", "${routedByValue}");
        if (!withAttributes) {
            return routing;
        }
        return Map.of("route.topic.replacement", "${routedByValue}",
            "table.fields.additional.placement", "id:header:ce_id,type:header:ce_type,specversion:header:ce_specversion");
    }

    /** A row of any table, as a source connector of Kafka Connect and its single message transforms hand it on. */
    private void connect(String name, boolean withAttributes, Converter values) {
        Schema item = SchemaBuilder.struct().field("sku", Schema.STRING_SCHEMA).field("quantity", Schema.INT32_SCHEMA).build();
        Schema row = SchemaBuilder.struct().field("event_id", Schema.STRING_SCHEMA).field("order_id", Schema.STRING_SCHEMA)
            .field("items", SchemaBuilder.array(item).build()).build();
        Struct order = new Struct(row).put("event_id", "id-" + name).put("order_id", name)
            .put("items", List.of(new Struct(item).put("sku", "mug").put("quantity", 1)));
        var record = new SourceRecord(Map.of(), Map.of(), topic, Schema.STRING_SCHEMA, name, row, order);
        if (withAttributes) {
            record = insert(insert(record, "ce_source", "/orders"), "ce_type", "OrderCreated");
            try (var version = new InsertField.Value<SourceRecord>(); var moved = new HeaderFrom.Value<SourceRecord>()) {
                version.configure(Map.of("static.field", "specversion", "static.value", "1.0"));
                moved.configure(Map.of("fields", "event_id,specversion", "headers", "ce_id,ce_specversion", "operation", "move"));
                record = moved.apply(version.apply(record));
            }
        }
        add(record, values);
    }

    /** An object, as Spring's serializer writes it. */
    private void spring(String name, boolean withAttributes) {
        var headers = new RecordHeaders();
        if (withAttributes) {
            attribute(headers, "ce_specversion", "1.0");
            attribute(headers, "ce_id", "id-" + name);
            attribute(headers, "ce_source", "/orders");
            attribute(headers, "ce_type", "OrderCreated");
        }
        try (var serializer = new JsonSerializer<Order>()) {
            byte[] value = serializer.serialize(topic, headers, new Order(name, List.of(new Item("mug", 1))));
            records.add(new ProducerRecord<>(topic, null, bytes(name), value, headers));
        }
    }

    /** What a worker of Kafka Connect does with a record. */
    private void add(SourceRecord record, Converter values) {
        var headers = new RecordHeaders();
        var converter = new StringConverter();
        record.headers().forEach(header ->
            headers.add(header.key(), converter.fromConnectHeader(topic, header.key(), header.schema(), header.value())));
        byte[] value = values.fromConnectData(topic, record.valueSchema(), record.value());
        byte[] key = text().fromConnectData(topic, record.keySchema(), record.key());
        records.add(new ProducerRecord<>(record.topic(), null, key, value, headers));
    }

    private static SourceRecord insert(SourceRecord record, String header, String value) {
        try (Transformation<SourceRecord> inserted = new InsertHeader<>()) {
            inserted.configure(Map.of("header", header, "value.literal", value));
            return inserted.apply(record);
        }
    }

    private static Converter json(boolean schemas) {
        var converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas), false);
        return converter;
    }

    private static Converter text() {
        var converter = new StringConverter();
        converter.configure(Map.of(), false);
        return converter;
    }

    private static void attribute(Headers headers, String name, String value) {
        headers.add(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
