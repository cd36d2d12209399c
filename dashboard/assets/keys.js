// Keys press the buttons that are drawn, so that a click and a key do the same.
(() => {
  const ANSWERS = { r: "right", w: "wrong", x: "wrong", l: "later", h: "helped", u: "undo" };
  const OFF = "keys-off";
  const TYPED_INTO =
    "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true], [role=slider]";
  const OPENING_MS = 1500;
  const TWICE_MS = 500;
  const root = document.documentElement;
  const mark = document.head.appendChild(document.createElement("style"));
  let chosen = null;
  let answered = null;
  let markedLast = false;
  let openedAt = -OPENING_MS;

  if (localStorage.getItem(OFF)) root.dataset.keys = "off";

  const rowOf = (hand) => document.querySelector(`.hand[data-hand="${CSS.escape(hand)}"]`);

  function choose(row) {
    chosen = row ? row.dataset.hand : null;
    // A rule, not a class: rows are drawn again, and a class would stay where another hand now is.
    const rule = chosen && `.hand[data-hand="${CSS.escape(chosen)}"]`;
    mark.textContent = rule
      ? `${rule} { box-shadow: 0 0 0 3px var(--focus); } ${rule} .hand-answers .key { display: inline-block; }`
      : "";
    if (row) row.focus({ preventScroll: false });
    else if (document.activeElement?.matches(".hand")) document.activeElement.blur();
  }

  // A class is made once, however often Enter is pressed until it is there.
  let enteredAt = -TWICE_MS;
  function again(event) {
    if (event.key !== "Enter" || event.target.id !== "create-title") return;
    const busy = document.getElementById("create-submit")?.disabled;
    if (busy || event.timeStamp - enteredAt < TWICE_MS) event.stopImmediatePropagation();
    else enteredAt = event.timeStamp;
  }
  window.addEventListener("keydown", again, true);

  function press(button) {
    if (!button || button.disabled || button.hidden) return false;
    button.click();
    return true;
  }

  function answer(name) {
    const hands = name === "undo" ? [answered, chosen] : [chosen];
    const buttons = hands.map((hand) => hand && rowOf(hand)?.querySelector(`[data-answer=${name}]`));
    return press(buttons.find(Boolean));
  }

  function find() {
    const field = document.getElementById("live-search");
    field?.focus();
    return Boolean(field);
  }

  function nextFilter() {
    const filters = [...document.querySelectorAll("#live-filter input")];
    return filters[(filters.findIndex((each) => each.checked) + 1) % filters.length];
  }

  function act(key) {
    if (/^[1-9]$/.test(key)) {
      const row = document.querySelectorAll("#live-hands > .hand")[Number(key) - 1];
      if (row) choose(row);
      return Boolean(row);
    }
    if (key === "Escape") {
      const was = chosen !== null;
      choose(null);
      return was;
    }
    if (key === "m") {
      openedAt = performance.now();
      return press(document.getElementById("topic-open"));
    }
    if (key === "u" && markedLast && press(document.querySelector("#topic-undo button"))) return true;
    if (key === "p") return press(document.getElementById("pulse-ask"));
    if (key === "/") return find();
    if (key === "f") return press(nextFilter());
    if (key === "n") return press(document.querySelector(".view-options input[type=checkbox]"));
    if (key === "?") return press(document.getElementById("keys-open"));
    return key in ANSWERS && answer(ANSWERS[key]);
  }

  function isTyping(element) {
    return Boolean(element?.closest(TYPED_INTO));
  }

  // What is typed while the dialog opens is the beginning of a name and answers no hand.
  function isDialogThere() {
    return document.querySelector("[role=dialog], dialog[open]") || performance.now() - openedAt < OPENING_MS;
  }

  document.addEventListener("focusin", (event) => {
    if (event.target.id === "topic-name") openedAt = -OPENING_MS;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (root.dataset.keys === "off" || isTyping(event.target)) return;
    if (!document.getElementById("live-hands") || isDialogThere()) return;
    if (act(event.key.length === 1 ? event.key.toLowerCase() : event.key)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".hand [data-answer]");
    if (event.target.closest?.("#topic-open")) markedLast = true;
    if (!button) return;
    markedLast = false;
    if (button.dataset.answer !== "undo") answered = button.closest(".hand").dataset.hand;
  }, true);

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#keys-toggle")) return;
    if (root.dataset.keys === "off") {
      delete root.dataset.keys;
      localStorage.removeItem(OFF);
    } else {
      choose(null);
      root.dataset.keys = "off";
      localStorage.setItem(OFF, "1");
    }
  });
})();
