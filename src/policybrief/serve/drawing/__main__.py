"""python -m policybrief.serve.drawing BRIEF: the process that draws, as `process` starts it.

What its modules make as they are read stays to the end, and so does most of the first picture: it does without the
garbage collector until that is there, which is a tenth of the way to it, and then but between two answers.
"""

import gc
import sys
from pathlib import Path


def run() -> None:
    gc.disable()
    from policybrief.serve.drawing import drawer
    from policybrief.serve.drawing.framing import AHEAD
    from policybrief.system.processes import piped

    drawer.draw(Path(sys.argv[1]), sys.stdin.buffer, piped.output_alone(), ahead=AHEAD in sys.argv[2:])


if __name__ == "__main__":
    run()
