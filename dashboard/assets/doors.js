// The door of a class: copy the link, show the code to the last row, ask before removing a student.
(() => {
  const SAID_MS = 2500;
  let saying;

  function tell(text) {
    const said = document.getElementById("copy-said");
    if (!said) return;
    said.textContent = text;
    clearTimeout(saying);
    saying = setTimeout(() => (said.textContent = ""), SAID_MS);
  }

  // Browsers give their clipboard to secure pages only, and a dashboard may be reached by http.
  function copyByHand(text) {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }

  async function copy(button) {
    const text = button.dataset.copy;
    let copied = false;
    try {
      await navigator.clipboard.writeText(text);
      copied = true;
    } catch {
      copied = copyByHand(text);
    }
    button.focus();
    tell(copied ? say("copied") : say("not-copied"));
  }

  function showLarge() {
    const dialog = document.getElementById("large-code");
    dialog.showModal();
    dialog.requestFullscreen?.().catch(() => {}); // the dialog covers the window all the same
    dialog.addEventListener(
      "close",
      () => document.fullscreenElement && document.exitFullscreen(),
      { once: true },
    );
  }

  function askToRemove(button) {
    const { set_props } = window.dash_clientside;
    const name = button.closest(".student-tile").querySelector(".tile-name").textContent;
    set_props("remove-who", { data: button.dataset.remove });
    set_props("remove-name", { children: name });
    set_props("remove-dialog", { opened: true });
  }

  document.addEventListener("fullscreenchange", () => {
    const dialog = document.getElementById("large-code");
    if (!document.fullscreenElement && dialog?.open) dialog.close();
  });

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button");
    if (!button) return;
    if (button.dataset.remove) askToRemove(button);
    else if (button.dataset.copy) copy(button);
    else if (button.id === "show-code") showLarge();
    else if (button.id === "close-code") document.getElementById("large-code").close();
  });
})();
