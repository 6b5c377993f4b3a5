"""Run every benchmark and print its ratios: `make bench`."""

from benchmarks.checking import measure_check
from benchmarks.country import measure_country
from benchmarks.judging import measure_judging
from benchmarks.measure import print_table
from benchmarks.projecting import measure_projecting
from benchmarks.school_page import measure_school_page
from benchmarks.schools import measure_schools
from benchmarks.sessions import measure_sessions
from benchmarks.storing import measure_storing


def main() -> None:
    """Print the table of all ratios."""
    print_table([*measure_judging(), *measure_projecting(), *measure_check(), *measure_country()])
    print_table([*measure_storing(), *measure_schools(), *measure_school_page()])
    for line in measure_sessions():
        print(line, flush=True)


if __name__ == "__main__":  # a process that measures memory imports this module anew
    main()
