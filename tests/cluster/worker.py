"""``python -m tests.cluster.worker INPUT OUTPUT JOBS``: a run of its own, to be killed."""

import sys

from dragoman.cluster.corpus import code_corpus
from dragoman.cluster.running import InProcesses
from dragoman.cluster.shards import Settings

if __name__ == "__main__":
    given, output, jobs = sys.argv[1:]
    code_corpus([given], output, Settings(size=3), InProcesses(int(jobs)))
