"""Run every benchmark and print its ratios: `make bench`."""

from benchmarks.checking import measure_check
from benchmarks.judging import measure_judging
from benchmarks.measure import print_table


def main() -> None:
    """Print the table of all ratios."""
    print_table([*measure_judging(), *measure_check()])


main()
