// By OpenAPI Generator's Go client: go run ./conversation URL TOKEN
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	inventory "github.com/shop/inventory"
)

func must(holds bool, told ...any) {
	if !holds {
		log.Fatal(told...)
	}
}

func item(sku string, quantity int32) inventory.OrderItem {
	made := inventory.NewOrderItem(quantity)
	made.SetSku(sku)
	return *made
}

// The problem document of a call that must be refused.
func refusal(err error) inventory.Problem {
	refused, is := err.(*inventory.GenericOpenAPIError)
	must(is, err)
	problem, is := refused.Model().(inventory.Problem)
	must(is, string(refused.Body()))
	return problem
}

func main() {
	configuration := inventory.NewConfiguration()
	configuration.Servers = inventory.ServerConfigurations{{URL: os.Args[1]}}
	all := inventory.NewAPIClient(configuration)
	client := all.ReservationsAPI
	ctx := context.WithValue(context.Background(), inventory.ContextAccessToken, os.Args[2])
	reserve := func(id string, items ...inventory.OrderItem) (*inventory.Reservation, int, error) {
		made, answer, err := client.ReservationsCreate(ctx).ReserveRequest(*inventory.NewReserveRequest(items, id)).Execute()
		return made, answer.StatusCode, err
	}

	made, status, err := reserve("order-1", item("SHIRT-M", 3))
	must(err == nil && status == 201, err, status)
	must(made.Status == "pending" && made.Lines[0].Quantity == 3, made)
	_, status, err = reserve("order-1", item("SHIRT-M", 3))
	must(err == nil && status == 200, err, status)
	_, _, err = reserve("order-2", item("SHIRT-M", 3), item("CAP", 4))
	short := refusal(err)
	must(short.Code == "insufficient_stock" && len(short.Shortfalls) == 2 && short.Shortfalls[0].Sku == "CAP", short)
	_, _, err = reserve("order-3", item("NOTHING", 1))
	unknown := refusal(err)
	must(unknown.Code == "unknown_sku" && fmt.Sprint(unknown.Skus) == "[NOTHING]", unknown)

	lines := *inventory.NewAmendRequest([]inventory.OrderItem{item("SHIRT-M", 2), item("CAP", 1)})
	amended, _, err := client.ReservationsAmend(ctx, "order-1").AmendRequest(lines).Execute()
	must(err == nil && len(amended.Lines) == 2, err, amended)
	// A body that is left out goes as null, which is refused, so these are given, though they say nothing.
	confirmed, _, err := client.ReservationsConfirm(ctx, "order-1").RequestBody(map[string]any{}).Execute()
	must(err == nil && confirmed.Status == "confirmed", err, confirmed)
	cancelled, _, err := client.ReservationsCancel(ctx, "order-1").CancelRequest(*inventory.NewCancelRequest()).Execute()
	must(err == nil && cancelled.Status == "released", err, cancelled)

	ledger, _, err := all.MovementsAPI.MovementsOfSku(ctx, "SHIRT-M").Limit(1).Execute()
	must(err == nil && ledger.Items[0].Id > 1<<31, err, ledger)
	undo := *inventory.NewReversalRequest("undo-1")
	_, _, err = all.ReversalsAPI.ReversalsReverse(ctx, ledger.Items[0].Id).ReversalRequest(undo).Execute()
	ofOrder := refusal(err)
	must(ofOrder.Code == "not_reversible" && *ofOrder.MovementId == ledger.Items[0].Id, ofOrder)

	told, _, err := all.TimelinesAPI.TimelinesOfOrder(ctx, "order-1").Execute()
	must(err == nil && told.Record == "known" && told.Reservation.Status == "released", err, told)
	entry := told.Items[len(told.Items)-1]
	must(entry.Entry != "movement" || entry.Movement.Id > 1<<31, entry)

	newer, err := confirmed.ToMap()
	must(err == nil, err)
	newer["status"], newer["shelf"] = "put_aside", 4
	text, err := json.Marshal(newer)
	must(err == nil, err)
	var read inventory.Reservation
	must(json.Unmarshal(text, &read) == nil && read.Status == "put_aside", string(text))
}
