// Publishes one event in each way that the CloudEvents SDK for Go has: go run . BOOTSTRAP TOPIC
package main

import (
	"context"
	"log"
	"os"

	"github.com/IBM/sarama"
	"github.com/cloudevents/sdk-go/protocol/kafka_sarama/v2"
	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/binding"
)

type item struct {
	Sku      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

type order struct {
	OrderID string `json:"order_id"`
	Items   []item `json:"items"`
}

func orderOf(id string) order {
	return order{"o-" + id, []item{{"mug", 2}}}
}

func event(id, kind string) cloudevents.Event {
	made := cloudevents.NewEvent()
	made.SetID(id)
	made.SetSource("/go")
	made.SetType(kind)
	return made
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	bootstrap, topic := os.Args[1], os.Args[2]
	config := sarama.NewConfig()
	config.Version = sarama.V2_1_0_0
	sender, err := kafka_sarama.NewSender([]string{bootstrap}, config, topic)
	must(err)
	client, err := cloudevents.NewClient(sender)
	must(err)

	const created = "com.example.OrderCreated"
	send := func(ctx context.Context, id, kind string, data any, content string) {
		made := event(id, kind)
		must(made.SetData(content, data))
		result := client.Send(kafka_sarama.WithMessageKey(ctx, sarama.StringEncoder("o-"+id)), made)
		if cloudevents.IsUndelivered(result) {
			log.Fatal(result)
		}
	}
	binary := binding.WithForceBinary(context.Background())
	structured := binding.WithForceStructured(context.Background())
	json := cloudevents.ApplicationJSON
	send(binary, "go-binary", created, orderOf("go-binary"), json)
	send(structured, "go-structured", created, orderOf("go-structured"), json)
	bytes := []byte(`{"order_id":"o-go-bytes","items":[{"sku":"mug","quantity":2}]}`)
	send(structured, "go-bytes", created, bytes, json)
	send(binary, "go-versioned", created+".v2", orderOf("go-versioned"), json)
	send(structured, "go-missed", created+"Event", orderOf("go-missed"), json)
	must(sender.Close(context.Background()))
}
