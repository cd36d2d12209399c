// What is on the screen. Nothing here knows of networks or cameras.

import { TABLES, language, say, sayError, sayOwn, speak } from "./words.js";

const $ = (id) => document.getElementById(id);

const VIEWS = ["form", "room", "end"];
const CONFUSED = 0.7;

export class View {
  preview = $("preview");
  #shown = null;
  #noteAction = null;

  constructor() {
    $("note-action").addEventListener("click", () => this.#noteAction?.());
    $("language").value = language();
    $("language").addEventListener("change", ({ target }) => speak(target.value));
    this.preview.addEventListener("resize", () => {
      const { videoWidth, videoHeight } = this.preview;
      if (videoHeight) $("stage").style.setProperty("--ratio", videoWidth / videoHeight);
    });
  }

  status(state, key = `status.${state}`) {
    $("status").dataset.state = state;
    say($("status"), key);
  }

  /** A sentence, or an error, that says what is wrong and what to do; null takes it away. */
  note(what, action = null) {
    const before = $("note-text").textContent;
    $("note").hidden = !what;
    if (what instanceof Error) sayError($("note-text"), what);
    else say($("note-text"), what);
    $("note-action").hidden = !action;
    say($("note-action"), action?.label);
    this.#noteAction = action?.run ?? null;
    if (what && $("note-text").textContent !== before) $("note").scrollIntoView({ block: "nearest" });
  }

  introduce({ title, mode, infers, keep_days: days, keep_days_at_most: most }) {
    const facts = `facts.${mode}`;
    sayOwn($("title"), title);
    say(document.querySelector("title"), "page.title", { title });
    this.#subtitle(`${facts}.subtitle`);
    for (const fact of ["read", "kept", "seen", "choice"]) say($(`fact-${fact}`), `${facts}.${fact}`);
    $("fine-print-list").replaceChildren(
      ...Object.keys(TABLES.en.facts[mode].fine).map((place) => {
        const item = document.createElement("li");
        say(item, `${facts}.fine.${place}`, { days: { number: days, unit: "day" }, most });
        return item;
      }),
    );
    $("consent-field").hidden = !infers;
    $("join-without").hidden = !infers;
    say($("join"), infers ? "form.joinWithCamera" : "form.join");
  }

  form() {
    this.#show("form");
  }

  /** Checks the form; returns null and points at what is missing where it is not complete. */
  readForm(needsConsent) {
    const name = $("name").value.trim();
    const consent = $("consent").checked;
    say($("name-error"), "form.nameMissing");
    const wrong = [
      this.#mark("name", !name),
      this.#mark("consent", needsConsent && !consent),
    ].find((id) => id);
    if (wrong) $(wrong).focus();
    return wrong ? null : { name, consent };
  }

  /** The class takes no such name. */
  nameUnfit() {
    say($("name-error"), "form.nameUnfit", { most: $("name").maxLength });
    this.#mark("name", true);
    $("name").focus();
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
    say($("pause"), paused ? "room.resume" : "room.pause");
    this.lost(lost);
  }

  lost(on, { helped = false } = {}) {
    const words = `lost.${on ? "on" : helped ? "helped" : "off"}`;
    $("lost").setAttribute("aria-pressed", String(on));
    say($("lost-label"), `${words}.label`);
    say($("lost-note"), `${words}.note`);
  }

  lostBusy(busy) {
    $("lost").setAttribute("aria-disabled", String(busy));
  }

  /** The teacher's question; null takes it away. `open` says whether a tap still counts. */
  pulse(asked) {
    const card = $("pulse");
    if (!asked && card.contains(document.activeElement)) $("title").focus({ preventScroll: true });
    card.hidden = !asked;
    say($("pulse-question"), asked && "pulse.question");
    say($("pulse-note"), asked?.note);
    for (const [id, following] of [["pulse-yes", true], ["pulse-no", false]]) {
      $(id).setAttribute("aria-pressed", String(asked?.following === following));
      $(id).setAttribute("aria-disabled", String(!asked?.open));
    }
  }

  /** A sentence over the preview while there is no picture of the student. */
  stageOff(key) {
    $("stage-off").hidden = !key;
    say($("stage-off"), key);
  }

  reading({ seen, mood, box, confusion }) {
    $("reading").dataset.seen = seen ? "yes" : "no";
    say($("seen"), seen ? "reading.seen" : "reading.notSeen");
    say($("mood"), seen ? `looks.${mood}` : "reading.noFace");
    const guess = confusion >= CONFUSED ? "reading.guessConfused" : "reading.guess";
    say($("reading-note"), seen ? guess : "reading.turn");
    this.#box(seen ? box : null);
  }

  noReading(headline, reason) {
    $("reading").dataset.seen = "unknown";
    say($("seen"), "reading.notRead");
    say($("mood"), headline);
    say($("reading-note"), reason);
    this.#box(null);
  }

  /** The visit is over; `error` says why where none of the known ends fits. */
  end(kind, { canDelete, error }) {
    const known = TABLES.en.ends[kind]?.text;
    const words = `ends.${known ? kind : "failed"}`;
    say($("title"), `${words}.title`);
    say(document.querySelector("title"), "page.title", { title: { key: `${words}.title` } });
    this.#subtitle(null);
    if (known) say($("end-text"), `${words}.text`);
    else sayError($("end-text"), error);
    const back = known && TABLES.en.ends[kind].back && `${words}.back`;
    $("back").hidden = !back;
    say($("back"), back);
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

  #subtitle(key) {
    $("subtitle").hidden = !key;
    say($("subtitle"), key);
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
