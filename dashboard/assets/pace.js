// One question at a time: an interval alone would pile up behind a slow server.
(() => {
  const RETRY_AFTER_MS = 3000;
  const OFFLINE_AFTER_MS = 4000;
  let sentAt = 0;
  let pendingSince = 0;

  function next(_n, tick, answered) {
    const now = Date.now();
    const pending = tick !== 0 && answered !== tick;
    if (!pending) pendingSince = now;
    const offline = pending && now - pendingSince > OFFLINE_AFTER_MS;
    if (pending && now - sentAt < RETRY_AFTER_MS) {
      return [window.dash_clientside.no_update, !offline];
    }
    sentAt = now;
    return [tick + 1, !offline];
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { pace: { next } });
})();
