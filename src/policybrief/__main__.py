"""python -m policybrief: the same as `brief`."""

from policybrief.cli import main

if __name__ == "__main__":
    main(prog_name="python -m policybrief")
