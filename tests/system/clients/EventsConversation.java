import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import shop.*;

/** Writes the events of an order, or reads outcomes: one JSON a line, to and from Kafka by others. */
public class EventsConversation {
    static final ObjectMapper MAPPER = new ObjectMapper()
        .registerModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        // There may be more types than we know: those become null.
        .disable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE);

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("write")) {
            System.out.println(MAPPER.writeValueAsString(created()));
            System.out.println(MAPPER.writeValueAsString(paid()));
            return;
        }
        for (var line : Files.readAllLines(Path.of(arguments[1]))) {
            var outcome = MAPPER.readValue(line, Outcome.class);
            if (outcome instanceof StockReserved reserved) {
                var first = reserved.getData().getLines().get(0);
                var held = first.getAllocations().get(0);
                System.out.printf("reserved %s %s %d %s %d%n", reserved.getData().getOrderId(), first.getSku(),
                    first.getQuantity(), held.getLocation(), held.getHeld());
            } else if (outcome instanceof StockConfirmed confirmed) {
                System.out.printf("confirmed %s %s%n", confirmed.getSubject(), confirmed.getData().getStatus());
            } else if (outcome instanceof StockLevelChanged changed) {
                System.out.printf("level %s %d %s%n", changed.getData().getSku(), changed.getData().getQuantityAvailable(),
                    changed.getData().getLevel());
            } else {
                System.out.println(outcome == null ? "unknown" : outcome.getClass().getSimpleName());
            }
        }
    }

    static OrderCreated created() {
        var item = new Item();
        item.setSku("SHIRT-M");
        item.setQuantity(3);
        var data = new OrderData();
        data.setOrderId("order-1");
        data.setItems(List.of(item));
        var event = new OrderCreated();
        event.setId("order-1-created");
        event.setSource("/shop");
        event.setType("OrderCreated");
        event.setTime(OffsetDateTime.now());
        event.setData(data);
        return event;
    }

    static PaymentSucceeded paid() {
        var data = new PaymentData();
        data.setOrderId("order-1");
        var event = new PaymentSucceeded();
        event.setId("order-1-paid");
        event.setSource("/shop");
        event.setType("PaymentSucceeded");
        event.setTime(OffsetDateTime.now());
        event.setData(data);
        return event;
    }
}
