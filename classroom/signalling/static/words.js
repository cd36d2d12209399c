// What the page says, in the student's language: an element carries the key of its sentence, so
// that all that is on the screen can be said again when the language changes.

import { de } from "./words/de.js";
import { en } from "./words/en.js";

export const TABLES = { en, de };

const KEPT_AS = "raised-hand:language"; // language.js reads it before the page is drawn

const page = document.documentElement;
const valuesOf = new WeakMap();

/** The language that the page speaks now. */
export function language() {
  return page.lang;
}

function sentence(key) {
  const found = key.split(".").reduce((table, name) => table?.[name], TABLES[page.lang]);
  return typeof found === "string" ? found : null;
}

function amount({ number, unit }) {
  const format = { style: "unit", unit, unitDisplay: "long" };
  return new Intl.NumberFormat(page.lang, format).format(number);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    if (typeof value === "number") return new Intl.NumberFormat(page.lang).format(value);
    if (value?.unit) return amount(value);
    return value?.key ? sentence(value.key) : (value ?? "");
  });
}

function mark(element, language) {
  if (language) element.lang = language;
  else element.removeAttribute("lang");
}

function write(element, text) {
  // Writing the same text again would make screen readers repeat it.
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Put a sentence of the tables into an element; null empties it. `values` fill what stands in
 * braces: a text, a number, `{ number, unit }` such as 1 day, or `{ key }` of another sentence.
 */
export function say(element, key, values = {}) {
  if (!key) return sayOwn(element, "");
  element.dataset.words = key;
  valuesOf.set(element, values);
  renew(element);
}

/** Put a text that is no word of the page into an element, such as the title of a class. */
export function sayOwn(element, text, language = null) {
  delete element.dataset.words;
  mark(element, language);
  write(element, text);
}

/** The sentence for an error's code; where the tables have none, what the server said of it. */
export function sayError(element, { code, message }) {
  if (sentence(`errors.${code}`)) say(element, `errors.${code}`);
  else if (message) sayOwn(element, message, "en");
  else say(element, "errors.unknown");
}

/** Say all of the page in another language from now on. */
export function speak(language) {
  page.lang = language;
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
  sayAll();
}

function renew(element) {
  const text = sentence(element.dataset.words);
  mark(element, text === null ? "en" : null); // what the server wrote stays where none is known
  if (text !== null) write(element, filled(text, valuesOf.get(element) ?? {}));
}

function sayAll() {
  for (const element of document.querySelectorAll("[data-words]")) renew(element);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", sentence(element.dataset.label));
  }
}

sayAll();
page.classList.remove("waiting");
