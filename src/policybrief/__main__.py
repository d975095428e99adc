"""python -m policybrief: the same as `brief`."""

from policybrief.cli.main import run

if __name__ == "__main__":
    run()
