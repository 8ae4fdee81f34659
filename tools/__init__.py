"""What developers run beside the service. Production never imports it.

- `devstack`: the embedded servers and every process of the service, for `make up` and the tests.
- `shop`: a shop as its customers and services drive it: what demo and chaos share.
- `demo`: a day at that shop, and whether it adds up: `make demo`.
- `chaos`: faults under live load, and whether anything is lost or doubled: `make chaos`.
- `bench`: how fast the service is: `make bench`.
- `contracts`: event schemas and the AsyncAPI document: `make contracts`.
"""
