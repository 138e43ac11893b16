"""What a process takes over time, and whether that stays flat."""

import os
import pathlib
import statistics
import time

# Of a run: until then caches and pools fill, which is no leak.
WARM_UP = 0.2
BETWEEN = 2  # seconds


class Sample:
    def __init__(self, pid, seconds):
        fields = dict(line.split(":", 1) for line in
                      pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
        self.seconds = seconds
        self.resident = int(fields["Rss"].split()[0]) / 1000
        self.private = int(fields["Private_Dirty"].split()[0]) / 1000
        self.threads = len(os.listdir(f"/proc/{pid}/task"))
        self.descriptors = len(os.listdir(f"/proc/{pid}/fd"))


class Figures:
    def __init__(self, pid):
        self.pid = pid
        self.start = self.last = time.monotonic()
        self.samples = []
        self.rests = []

    def seconds(self):
        return time.monotonic() - self.start

    def take(self):
        """Takes a sample, when the last is old enough."""
        now = time.monotonic()
        if now - self.last >= BETWEEN:
            self.last = now
            self.samples.append(Sample(self.pid, now - self.start))

    def take_at_rest(self):
        """Takes a sample of what is left when everything is closed: how much is open differs from moment to moment."""
        self.rests.append(Sample(self.pid, self.seconds()))

    def parts(self, name, count, samples):
        """The medians of equal parts of the run, without its beginning."""
        samples = [s for s in samples if s.seconds >= samples[-1].seconds * WARM_UP]
        size = max(1, len(samples) // count)
        return [statistics.median(getattr(s, name) for s in samples[i * size:(i + 1) * size or None])
                for i in range(count) if samples[i * size:]]

    def slope(self, name):
        """How much it grows an hour: the median of the slopes between all pairs (Theil and Sen), which single peaks leave
        as it is."""
        samples = [s for s in self.samples if s.seconds >= self.samples[-1].seconds * WARM_UP]
        step = max(1, len(samples) // 200)
        samples = samples[::step]
        slopes = [(getattr(b, name) - getattr(a, name)) / (b.seconds - a.seconds)
                  for i, a in enumerate(samples) for b in samples[i + 1:]]
        return statistics.median(slopes) * 3600 if slopes else 0.0
