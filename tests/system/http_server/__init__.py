"""The HTTP server as foreign programs meet it: a browser, load generators, a balancer."""
