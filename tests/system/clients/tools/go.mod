module shop/inventory/clients

go 1.19

// What OpenAPI Generator's Go clients import.
require gopkg.in/validator.v2 v2.0.1
