import java.util.List;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AdjustmentsApi;
import org.openapitools.client.api.AvailabilityApi;
import org.openapitools.client.api.LocationsApi;
import org.openapitools.client.api.MovementsApi;
import org.openapitools.client.api.MovesApi;
import org.openapitools.client.api.ReservationsApi;
import org.openapitools.client.api.ReversalsApi;
import org.openapitools.client.api.TimelinesApi;
import org.openapitools.client.model.*;

/** By OpenAPI Generator's Java client, on Java's own HTTP client, which offers HTTP/2 to a server that it does not know. */
public class Conversation {
    interface Call {
        void run() throws ApiException;
    }

    static ApiClient client = new ApiClient();

    public static void main(String[] arguments) throws Exception {
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]));
        var availability = new AvailabilityApi(client);
        var reservations = new ReservationsApi(client);

        var asked = new AvailabilityRequest()
            .addItemsItem(new AvailabilityItem().sku("SHIRT-M").quantity(3))
            .addItemsItem(new AvailabilityItem().sku("CAP").quantity(4));
        var looked = availability.availabilityCheck(asked);
        same(looked.getAvailable(), false);
        same(looked.getItems().stream().map(one -> List.of(one.getSku(), one.getAvailable(), one.getShortfall())).toList(),
            List.of(List.of("CAP", 2, 2), List.of("SHIRT-M", 5, 0)));

        var order = new ReserveRequest().orderId("order-1").addItemsItem(new OrderItem().sku("SHIRT-M").quantity(3));
        var made = reservations.reservationsCreateWithHttpInfo(order, null);
        same(made.getStatusCode(), 201);
        same(made.getData().getStatus(), "pending");
        same(made.getData().getLines().get(0).getAllocations().get(0).getHeld(), 3);
        same(reservations.reservationsCreateWithHttpInfo(order, null).getStatusCode(), 200);

        var large = new ReserveRequest().orderId("order-2")
            .addItemsItem(new OrderItem().sku("SHIRT-M").quantity(3)).addItemsItem(new OrderItem().sku("CAP").quantity(4));
        var problem = refusal(() -> reservations.reservationsCreate(large, null));
        same(problem.getCode(), "insufficient_stock");
        same(problem.getShortfalls().stream().map(one -> List.of(one.getSku(), one.getAvailable(), one.getShortfall())).toList(),
            List.of(List.of("CAP", 2, 2), List.of("SHIRT-M", 2, 1)));
        var unknown = new ReserveRequest().orderId("order-3").addItemsItem(new OrderItem().sku("NOTHING").quantity(1));
        same(refusal(() -> reservations.reservationsCreate(unknown, null)).getSkus(), List.of("NOTHING"));
        var nameless = new ReserveRequest().orderId("order-4").addItemsItem(new OrderItem().quantity(1));
        same(refusal(() -> reservations.reservationsCreate(nameless, null)).getErrors().get(0).getPointer(), "/items/0");

        if (reservations.reservationsExtend("order-1", new ExtendRequest().ttlSeconds(1200), null).getExpiresAt() == null) {
            throw new AssertionError("it does not end");
        }
        var tag = reservations.reservationsShowWithHttpInfo("order-1", null).getHeaders().get("etag").get(0);
        var lines = new AmendRequest()
            .addItemsItem(new OrderItem().sku("SHIRT-M").quantity(2)).addItemsItem(new OrderItem().productId("CAP").quantity(1));
        var amended = reservations.reservationsAmend("order-1", lines, null, tag);
        same(amended.getLines().stream().map(line -> List.of(line.getSku(), line.getQuantity())).toList(),
            List.of(List.of("CAP", 1), List.of("SHIRT-M", 2)));
        var other = new AmendRequest().addItemsItem(new OrderItem().sku("SHIRT-M").quantity(2));
        same(refusal(() -> reservations.reservationsAmend("order-1", other, null, tag)).getCode(), "precondition_failed");
        var confirmed = reservations.reservationsConfirm("order-1", null, Map.of());
        same(confirmed.getStatus(), "confirmed");
        same(confirmed.getExpiresAt(), null);
        same(refusal(() -> reservations.reservationsRelease("order-1", null, new ReleaseRequest())).getReservationStatus(),
            "confirmed");
        same(reservations.reservationsCancel("order-1", null, new CancelRequest()).getStatus(), "released");
        var told = new TimelinesApi(client).timelinesOfOrder("order-1", null, null, null);
        same(told.getRecord(), "known");
        same(told.getReservation().getStatus(), "released");
        var first = told.getItems().stream().filter(one -> one.getEntry().equals("movement")).findFirst().orElseThrow();
        same(first.getMovement().getOrderId(), "order-1");
        var delivery = new AdjustmentRequest(new Change().delta(1).reason(AdjustmentReason.RECEIVED).reference("delivery-9"));
        same(new AdjustmentsApi(client).adjustmentsAdjust("CAP", delivery, null, null).getQuantityOnHand(), 3);
        var pallet = new MoveRequest().from("main").to("damaged").quantity(1)
            .reason(MoveRequest.ReasonEnum.DAMAGED).reference("pallet-1");
        var moved = new MovesApi(client).movesMove("SHIRT-M", pallet, null).getStock();
        same(moved.getFrom().getQuantityOnHand(), 4);
        same(moved.getTotal().getQuantityUnsellable(), 1);
        takeBack();
        same(refusal(() -> new LocationsApi(client).locationsPut("north", new LocationRequest(), null, null)).getScope(),
            "stock:configure");

        var mapper = client.getObjectMapper();
        var newer = mapper.readTree(mapper.writeValueAsString(confirmed));
        ((com.fasterxml.jackson.databind.node.ObjectNode) newer).put("status", "put_aside").put("shelf", 4);
        same(mapper.treeToValue(newer, Reservation.class).getStatus(), "put_aside");
    }

    /** Takes the move back, by an id that does not fit into 32 bits. */
    static void takeBack() throws Exception {
        var movements = new MovementsApi(client);
        var reversals = new ReversalsApi(client);
        long came = movements.movementsOfSku("SHIRT-M", 1, null, null, MovementKind.MOVED, null, null, null, null, null)
            .getItems().get(0).getId();
        same(came > Integer.MAX_VALUE, true);
        var back = reversals.reversalsReverse(came, new ReversalRequest().reference("undo-1"), null);
        same(back.getReverses().contains(came), true);
        var twice = refusal(() -> reversals.reversalsReverse(came, new ReversalRequest().reference("undo-2"), null));
        same(twice.getCode(), "already_reversed");
        same(back.getReverses().contains(twice.getMovementId()), true);
        var newest = movements.movementsOfSku("SHIRT-M", 1, null, null, null, null, null, null, null, null).getItems().get(0);
        same(back.getReverses().contains(newest.getReverses()), true);
    }

    static Problem refusal(Call call) throws Exception {
        try {
            call.run();
        } catch (ApiException refused) {
            return client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        }
        throw new AssertionError("it was not refused");
    }

    static void same(Object is, Object wanted) {
        if (!java.util.Objects.equals(is, wanted)) {
            throw new AssertionError(is + " instead of " + wanted);
        }
    }
}
