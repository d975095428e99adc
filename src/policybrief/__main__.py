"""python -m policybrief: the same as `brief`."""

from policybrief.cli import run

if __name__ == "__main__":
    run()
