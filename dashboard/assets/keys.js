// Keys press the buttons that are drawn, so that a click and a key do the same.
(() => {
  const ANSWERS = { r: "right", w: "wrong", x: "wrong", l: "later", h: "helped", u: "undo" };
  const OFF = "keys-off";
  const root = document.documentElement;
  const mark = document.head.appendChild(document.createElement("style"));
  let chosen = null;
  let answered = null;

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
    if (key === "p") return press(document.getElementById("pulse-ask"));
    if (key === "?") return press(document.getElementById("keys-open"));
    return key in ANSWERS && answer(ANSWERS[key]);
  }

  function isTyping(element) {
    return Boolean(element?.closest("input, textarea, select, [contenteditable=true], [role=slider]"));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (root.dataset.keys === "off" || isTyping(event.target)) return;
    if (!document.getElementById("live-hands") || document.querySelector("[role=dialog]")) return;
    if (act(event.key.length === 1 ? event.key.toLowerCase() : event.key)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".hand [data-answer]");
    if (button && button.dataset.answer !== "undo") answered = button.closest(".hand").dataset.hand;
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
