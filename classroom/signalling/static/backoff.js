// How long to wait before the next try: a class of thirty must not come back in one instant.

const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/** Milliseconds before try number `attempt` (0 is the first), half fixed and half by chance. */
export function delayMs(attempt, random = Math.random) {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + (random() * ceiling) / 2;
}

/** Wait, but no longer than until the network or the student comes back, or `signal` aborts. */
export function rest(ms, signal) {
  return new Promise((resolve) => {
    const seen = () => document.visibilityState === "visible" && done();
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    document.addEventListener("visibilitychange", seen);
    signal.addEventListener("abort", done);
    function done() {
      clearTimeout(timer);
      removeEventListener("online", done);
      document.removeEventListener("visibilitychange", seen);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
