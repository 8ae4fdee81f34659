import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventSerializer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes one event in each way that the CloudEvents SDK for Java has: java Produce BOOTSTRAP TOPIC */
public class Produce {
    public static void main(String[] arguments) throws Exception {
        try (var structured = producer(arguments[0], Encoding.STRUCTURED); var binary = producer(arguments[0], Encoding.BINARY)) {
            send(binary, arguments[1], event("java-binary", "application/json"));
            send(structured, arguments[1], event("java-structured", "application/json"));
            send(structured, arguments[1], event("java-plain", null));
            send(structured, arguments[1], jackson("java-jackson"));
        }
    }

    private static KafkaProducer<String, CloudEvent> producer(String bootstrap, Encoding encoding) {
        var settings = Map.<String, Object>of(
            "bootstrap.servers", bootstrap,
            "key.serializer", StringSerializer.class,
            "value.serializer", CloudEventSerializer.class,
            CloudEventSerializer.ENCODING_CONFIG, encoding,
            CloudEventSerializer.EVENT_FORMAT_CONFIG, JsonFormat.CONTENT_TYPE);
        return new KafkaProducer<>(settings);
    }

    private static void send(KafkaProducer<String, CloudEvent> producer, String topic, CloudEvent event) throws Exception {
        producer.send(new ProducerRecord<>(topic, "o-" + event.getId(), event)).get();
    }

    private static CloudEventBuilder named(String id) {
        return CloudEventBuilder.v1()
            .withId(id)
            .withSource(URI.create("/java"))
            .withType("com.example.OrderCreated")
            .withTime(OffsetDateTime.now());
    }

    private static CloudEvent event(String id, String contentType) {
        var data = order(id).getBytes(StandardCharsets.UTF_8);
        return contentType == null ? named(id).withData(data).build() : named(id).withData(contentType, data).build();
    }

    private static CloudEvent jackson(String id) throws Exception {
        var tree = new com.fasterxml.jackson.databind.ObjectMapper().readTree(order(id));
        return named(id).withData("application/json", JsonCloudEventData.wrap(tree)).build();
    }

    private static String order(String id) {
        return "{\"order_id\":\"o-" + id + "\",\"items\":[{\"sku\":\"mug\",\"quantity\":2}]}";
    }
}
