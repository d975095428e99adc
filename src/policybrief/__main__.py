"""python -m policybrief: the same as `brief`."""

from policybrief.cli.program import run

if __name__ == "__main__":
    run()
