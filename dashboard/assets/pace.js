// One question at a time: an interval alone would pile up behind a slow server. The timer is none of
// Dash's: at each change that Dash hears of, every component on the page looks whether it is meant.
(() => {
  const LOOK_EVERY_MS = 250; // a question that was put off must not wait for a whole period
  const RETRY_AFTER_MS = 3000;
  const OFFLINE_AFTER_MS = 4000;
  const EARLY_BY_MS = 100; // a timer that fires a little early must not lose its turn
  let paced = null; // the page that asks, its last question and the last one answered
  let sentAt = -Infinity;
  let pendingSince = 0;

  // Called with 0 when a page is drawn.
  function answered(tick, { page, period_ms: periodMs }) {
    if (tick === 0) paced = { page, periodMs, tick: 0, answered: 0, offline: false };
    else if (paced?.page === page && tick <= paced.tick) paced.answered = tick;
    return window.dash_clientside.no_update;
  }

  function look() {
    forgetHistory();
    const banner = paced && document.getElementById(`${paced.page}-offline`);
    if (!banner) return;
    const now = performance.now(); // a clock that is set back must not stop the questions
    const pending = paced.answered !== paced.tick;
    if (!pending) pendingSince = now;
    const offline = pending && now - pendingSince > OFFLINE_AFTER_MS;
    if (offline !== paced.offline) {
      paced.offline = offline;
      window.dash_clientside.set_props(banner.id, { hidden: !offline });
    }
    if (now - sentAt <= (pending ? RETRY_AFTER_MS : paced.periodMs - EARLY_BY_MS)) return;
    sentAt = now;
    paced.tick += 1;
    window.dash_clientside.set_props(`${paced.page}-tick`, { data: paced.tick });
  }

  // Dash keeps every question and figure for an undo that we do not offer (plotly/dash#727), and
  // copies the list with each; its error recovery needs the last one.
  function forgetHistory() {
    const past = window.store?.getState().history?.past;
    past?.splice(0, past.length - 1);
  }

  setInterval(look, LOOK_EVERY_MS);
  window.dash_clientside = Object.assign({}, window.dash_clientside, { pace: { answered } });
})();
