// One question at a time: an interval alone would pile up behind a slow server.
(() => {
  const RETRY_AFTER_MS = 3000;
  const OFFLINE_AFTER_MS = 4000;
  const EARLY_BY_MS = 100; // a timer that fires a little early must not lose its turn
  let sentAt = 0;
  let pendingSince = 0;

  // Dash keeps every tick and figure for an undo that we do not offer (plotly/dash#727), and copies
  // the list with each; its error recovery needs the last one.
  function forgetHistory() {
    const past = window.store?.getState().history?.past;
    past?.splice(0, past.length - 1);
  }

  function next(_n, tick, answered, periodMs, hidden) {
    forgetHistory();
    const now = Date.now();
    const pending = tick !== 0 && answered !== tick;
    if (!pending) pendingSince = now;
    const offline = pending && now - pendingSince > OFFLINE_AFTER_MS;
    const asks = now - sentAt > (pending ? RETRY_AFTER_MS : periodMs - EARLY_BY_MS);
    if (asks) sentAt = now;
    const same = window.dash_clientside.no_update;
    return [asks ? tick + 1 : same, hidden === !offline ? same : !offline];
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { pace: { next } });
})();
