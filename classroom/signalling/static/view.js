// What is on the screen. Nothing here knows of networks or cameras.

import { ENDS, FACTS, LOST, PULSE, STATUS } from "./words.js";

const $ = (id) => document.getElementById(id);

const VIEWS = ["form", "room", "end"];

function say(element, text) {
  // Writing the same text again would make screen readers repeat it.
  if (element.textContent !== text) element.textContent = text;
}

export class View {
  preview = $("preview");
  #shown = null;
  #noteAction = null;

  constructor() {
    $("note-action").addEventListener("click", () => this.#noteAction?.());
    this.preview.addEventListener("resize", () => {
      const { videoWidth, videoHeight } = this.preview;
      if (videoHeight) $("stage").style.setProperty("--ratio", videoWidth / videoHeight);
    });
  }

  status(state, text = STATUS[state]) {
    $("status").dataset.state = state;
    say($("status"), text);
  }

  /** A sentence that says what is wrong and what to do; null takes it away. */
  note(text, action = null) {
    const before = $("note-text").textContent;
    $("note").hidden = !text;
    say($("note-text"), text ?? "");
    $("note-action").hidden = !action;
    say($("note-action"), action?.label ?? "");
    this.#noteAction = action?.run ?? null;
    if (text && text !== before) $("note").scrollIntoView({ block: "nearest" });
  }

  introduce({ title, mode, infers }) {
    const facts = FACTS[mode];
    this.#head(title, facts.subtitle);
    for (const fact of ["read", "kept", "seen", "choice"]) say($(`fact-${fact}`), facts[fact]);
    $("fine-print-list").replaceChildren(
      ...facts.fine.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
    $("consent-field").hidden = !infers;
    $("join-without").hidden = !infers;
    $("join").textContent = infers ? "Join with camera" : "Join";
  }

  form() {
    this.#show("form");
  }

  /** Checks the form; returns null and points at what is missing where it is not complete. */
  readForm(needsConsent) {
    const name = $("name").value.trim();
    const consent = $("consent").checked;
    const wrong = [
      this.#mark("name", !name),
      this.#mark("consent", needsConsent && !consent),
    ].find((id) => id);
    if (wrong) $(wrong).focus();
    return wrong ? null : { name, consent };
  }

  formBusy(busy) {
    $("join").disabled = $("join-without").disabled = busy;
  }

  room({ camera, lost, paused }) {
    this.#show("room");
    $("subtitle").hidden = true; // read before joining; the room needs its place on a phone
    $("mirror").hidden = !camera;
    $("no-mirror").hidden = camera;
    $("pause").hidden = !camera;
    $("pause").textContent = paused ? "Resume" : "Pause";
    this.lost(lost);
  }

  lost(on, { helped = false } = {}) {
    const words = on ? LOST.on : helped ? LOST.helped : LOST.off;
    $("lost").setAttribute("aria-pressed", String(on));
    say($("lost-label"), words.label);
    say($("lost-note"), words.note);
  }

  lostBusy(busy) {
    $("lost").setAttribute("aria-disabled", String(busy));
  }

  /** The teacher's question; null takes it away. `open` says whether a tap still counts. */
  pulse(asked) {
    const card = $("pulse");
    if (!asked && card.contains(document.activeElement)) $("title").focus({ preventScroll: true });
    card.hidden = !asked;
    say($("pulse-question"), asked ? PULSE.question : "");
    say($("pulse-note"), asked?.note ?? "");
    for (const [id, following] of [["pulse-yes", true], ["pulse-no", false]]) {
      $(id).setAttribute("aria-pressed", String(asked?.following === following));
      $(id).setAttribute("aria-disabled", String(!asked?.open));
    }
  }

  /** Text over the preview while there is no picture of the student. */
  stageOff(text) {
    $("stage-off").hidden = !text;
    say($("stage-off"), text ?? "");
  }

  reading({ seen, word, box, confusion }) {
    $("reading").dataset.seen = seen ? "yes" : "no";
    say($("seen"), seen ? "Seen" : "Not seen");
    say($("mood"), seen ? `Looks ${word}` : "No face found");
    say(
      $("reading-note"),
      seen
        ? `${confusion >= 0.7 ? "Perhaps a little confused. " : ""}A computer's guess: your teacher gets this, not the picture.`
        : "Turn to the camera, with light from the front. Unseen never counts against you.",
    );
    this.#box(seen ? box : null);
  }

  noReading(headline, reason) {
    $("reading").dataset.seen = "unknown";
    say($("seen"), "Not read");
    say($("mood"), headline);
    say($("reading-note"), reason);
    this.#box(null);
  }

  end(kind, { canDelete, detail }) {
    const { title, text, back } = ENDS[kind] ?? { title: "Something went wrong", text: detail };
    this.#head(title, "");
    say($("end-text"), text);
    $("back").hidden = !back;
    $("back").textContent = back ?? "";
    $("code-form").hidden = kind !== "unknown_code";
    $("delete-after").hidden = !canDelete;
    this.note(null);
    this.#show("end");
  }

  async confirmDelete() {
    const dialog = $("confirm");
    dialog.returnValue = "keep";
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
    return dialog.returnValue === "delete";
  }

  on(id, event, run) {
    $(id).addEventListener(event, run);
  }

  #show(view) {
    for (const name of VIEWS) $(`view-${name}`).hidden = name !== view;
    // Focus follows the change, so that a keyboard or a screen reader does not fall off the page.
    if (this.#shown && this.#shown !== view) $("title").focus({ preventScroll: true });
    if (this.#shown !== view) scrollTo(0, 0);
    this.#shown = view;
  }

  #head(title, subtitle) {
    document.title = `${title} · Raised Hand`;
    say($("title"), title);
    say($("subtitle"), subtitle);
    $("subtitle").hidden = !subtitle;
  }

  #mark(id, wrong) {
    $(`${id}-error`).hidden = !wrong;
    $(id).setAttribute("aria-invalid", String(wrong));
    return wrong ? id : null;
  }

  #box(box) {
    const element = $("face-box");
    element.hidden = !box;
    if (!box) return;
    const [x, y, width, height] = box.map((part) => part * 100);
    Object.assign(element.style, {
      left: `${100 - x - width}%`, // the preview is mirrored
      top: `${y}%`,
      width: `${width}%`,
      height: `${height}%`,
    });
  }
}
