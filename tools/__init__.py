"""Tools that developers run beside the service. Production never imports them.

- `devstack`: the embedded servers and every process of the service, for `make up` and the tests.
- `shop`: a shop as its customers and services drive it. `demo` and `chaos` share it.
- `demo`: a day at that shop, and a check that it adds up: `make demo`.
- `chaos`: faults under live load, and a check that nothing is lost or doubled: `make chaos`.
- `bench`: the speed of the service: `make bench`.
- `contracts`: event schemas and the AsyncAPI document: `make contracts`.
"""
