"""The product run on outside suites: `python -m benchmarks SCORER INPUT OUTPUT`, or `all` for every dev
suite."""
