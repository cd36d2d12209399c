// Notes go to the server a moment after the last letter, one request at a time, and once more when
// the page is left: what was typed is not lost with the tab.
(() => {
  const PAUSE_MS = 600;
  const RETRY_MS = 3000;
  const tab = crypto.randomUUID ? crypto.randomUUID() : String(Math.random());
  const versions = new Map();
  let waiting = null;
  let sending = false;
  let timer = null;

  function tell(session, text) {
    const note = document.getElementById("note");
    const state = document.getElementById("note-state");
    if (state && note?.dataset.session === session) state.textContent = text;
  }

  function warn(session, replaced) {
    const note = document.getElementById("note");
    if (!replaced || note?.dataset.session !== session) return;
    document.getElementById("note-replaced").textContent = replaced;
    document.getElementById("note-warning").hidden = false;
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(send, delay, false);
  }

  function heard(session, version) {
    versions.set(session, Math.max(version, versions.get(session) ?? 0));
  }

  async function send(leaving = false) {
    if ((sending && leaving !== true) || !waiting) return;
    const { session, text } = waiting;
    waiting = null;
    sending = true;
    let again = true;
    try {
      const answer = await fetch(`/session/${session}/note`, {
        method: "POST",
        keepalive: true,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text, tab, version: versions.get(session) ?? 0 }),
      });
      if (answer.ok) {
        const { version, replaced } = await answer.json();
        heard(session, version);
        warn(session, replaced);
        again = false;
        const time = new Date().toTimeString().slice(0, 5);
        tell(session, waiting ? say("writing") : say("saved", { time }));
      } else if (answer.status === 401) {
        tell(session, say("signed-out"));
      } else if (answer.status === 503) {
        tell(session, say("store-away"));
      } else {
        const { error } = await answer.json();
        again = false;
        tell(session, say("refused", { error }));
      }
    } catch {
      tell(session, say("no-answer"));
    }
    sending = false;
    if (again) waiting ??= { session, text };
    if (waiting) later(again ? RETRY_MS : 0);
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "note-text") return;
    const { session, version } = document.getElementById("note").dataset;
    heard(session, Number(version));
    waiting = { session, text: event.target.value };
    tell(session, say("writing"));
    later(PAUSE_MS);
  });

  for (const leaving of ["pagehide", "visibilitychange"]) {
    document.addEventListener(leaving, () => document.visibilityState === "hidden" && send(true));
  }
  window.addEventListener("pagehide", () => send(true));
})();
