"""The innermost loops one by one, by pytest-benchmark: `make bench-kernels`."""
