// How a teacher looks at a class stays in the browser: which tiles, names or none, how to be called.
(() => {
  const root = document.documentElement;
  const matches = document.head.appendChild(document.createElement("style"));
  const CLASS_OF = { flagged: "is-flagged", unseen: "is-unseen" };
  const NOTHING = { flagged: "no-hand", unseen: "none-unseen" };
  const SIDE = "raised-hand-side";
  let show = "all";
  let search = "";
  let drawn = false;
  let calls = [];
  let alerted = false;
  let audio = null;

  // A window keeps its name when it is loaded again.
  if (window.name === SIDE) root.dataset.side = "yes";

  // A rule, not a class: a tile's classes are drawn again every second.
  function sift() {
    drawn = false;
    const tiles = document.querySelectorAll("#live-tiles > .student-tile");
    const said = document.getElementById("live-filtered");
    if (!said) return;
    const found = [...tiles].filter((tile) =>
      window.plain(tile.querySelector(".tile-name")?.textContent ?? "").includes(window.plain(search)),
    );
    const names = found.map((tile) => `[data-participant="${CSS.escape(tile.dataset.participant)}"]`);
    const keeps = names.length ? `:not(${names.join(",")})` : "";
    const rules = [];
    if (search) rules.push(`#live-tiles > .student-tile${keeps} { display: none; }`);
    if (show !== "all") {
      rules.push(`#live-tiles > .student-tile:not(.${CLASS_OF[show]}) { display: none; }`);
    }
    const rule = rules.join("\n");
    if (matches.textContent !== rule) matches.textContent = rule;
    const left = found.filter((tile) => show === "all" || tile.classList.contains(CLASS_OF[show]));
    let words = "";
    if (search || show !== "all") {
      words = say("some-shown", { part: left.length, whole: tiles.length });
    }
    if (!left.length && tiles.length && words) words = say(search ? "no-match" : NOTHING[show]);
    if (said.textContent !== words) said.textContent = words;
  }

  function siftSoon() {
    if (drawn || (show === "all" && !search)) return;
    drawn = true;
    requestAnimationFrame(sift);
  }

  function filter(chosen, typed) {
    show = chosen ?? "all";
    search = typed ?? "";
    const tiles = document.getElementById("live-tiles");
    if (tiles && !tiles.dataset.watched) {
      tiles.dataset.watched = "yes";
      new MutationObserver(siftSoon).observe(tiles, {
        subtree: true,
        childList: true,
        characterData: true,
        attributeFilter: ["class"],
      });
    }
    sift();
    return window.dash_clientside.no_update;
  }

  async function mayNotify() {
    if (!("Notification" in window)) return false;
    if (Notification.permission === "default") await Notification.requestPermission();
    return Notification.permission === "granted";
  }

  async function look(values) {
    const { no_update } = window.dash_clientside;
    const chosen = values ?? [];
    const hides = chosen.includes("no-names");
    root.dataset.names = hides ? "hidden" : "shown";
    const age = hides ? 31536000 : 0;
    document.cookie = `names=hidden; path=/; max-age=${age}; SameSite=Lax`;
    watchAlert();
    if (chosen.includes("sound")) audio ??= new AudioContext();
    if (chosen.includes("notify") && !(await mayNotify())) {
      calls = chosen.filter((each) => each !== "notify");
      const problem = say(window.isSecureContext ? "not-allowed" : "not-secure");
      return [no_update, calls, problem];
    }
    const was = calls;
    calls = chosen;
    if (chosen.includes("sound") && !was.includes("sound")) chime();
    const kept = was.join() === chosen.join();
    return [no_update, no_update, kept ? no_update : ""];
  }

  // Two soft notes, a fifth apart.
  function chime() {
    if (!audio || audio.state !== "running") return;
    [523.25, 783.99].forEach((pitch, place) => {
      const from = audio.currentTime + 0.16 * place;
      const tone = new OscillatorNode(audio, { frequency: pitch });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.linearRampToValueAtTime(0.06, from + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0005, from + 0.5);
      tone.connect(volume).connect(audio.destination);
      tone.start(from);
      tone.stop(from + 0.55);
    });
  }

  function call(words) {
    if (calls.includes("sound")) chime();
    if (!calls.includes("notify") || document.hasFocus()) return;
    const note = new Notification(say("alert"), { body: words, tag: "class" });
    note.onclick = () => window.focus();
  }

  function watchAlert() {
    const alert = document.getElementById("live-alert");
    if (!alert || alert.dataset.watched) return;
    alert.dataset.watched = "yes";
    alerted = alert.textContent !== "";
    new MutationObserver(() => {
      const stands = alert.textContent !== "";
      if (stands && !alerted) call(alert.textContent);
      alerted = stands;
    }).observe(alert, { childList: true, characterData: true, subtree: true });
  }

  // A browser lets a page sound only after it was touched.
  for (const touch of ["pointerdown", "keydown"]) {
    document.addEventListener(touch, () => audio?.state === "suspended" && audio.resume());
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#show-names")) {
      document.cookie = "names=; path=/; max-age=0; SameSite=Lax";
      location.reload();
    }
    if (event.target.closest?.("#live-side")) {
      window.open(location.pathname, SIDE, "popup,width=400,height=780");
    }
    for (const menu of document.querySelectorAll("details.share-menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details.share-menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { views: { filter, look } });
})();
