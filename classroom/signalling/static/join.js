// Starts the join page: finds the class of this address and puts the student in front of it.

import { ClassApi } from "./api.js";
import { delayMs, rest } from "./backoff.js";
import { Place } from "./place.js";
import { Student } from "./student.js";
import { View } from "./view.js";

const code = decodeURIComponent(location.pathname.split("/").filter(Boolean).at(-1) ?? "");
const api = new ClassApi(code);
const view = new View();
const memory = new Place(code);
const forever = new AbortController().signal;

async function findClass() {
  for (let attempt = 0; ; attempt++) {
    try {
      return await api.session();
    } catch (error) {
      if (error.status && error.status < 500) throw error;
      view.status("connecting");
      view.note("network.unreachable");
      await rest(delayMs(attempt), forever);
    }
  }
}

function wire(student) {
  view.on("form", "submit", (event) => {
    event.preventDefault();
    student.join(student.infers);
  });
  view.on("join-without", "click", () => student.join(false));
  view.on("pause", "click", () => student.togglePause());
  view.on("lost", "click", ({ currentTarget }) => {
    if (currentTarget.getAttribute("aria-disabled") !== "true") student.toggleLost();
  });
  view.on("pulse-yes", "click", () => student.answerPulse(true));
  view.on("pulse-no", "click", () => student.answerPulse(false));
  view.on("leave", "click", () => student.leave());
  view.on("back", "click", () => student.comeBack());
  view.on("delete", "click", () => student.deleteMyData());
  view.on("delete-after", "click", () => student.deleteMyData());
}

view.on("code-form", "submit", (event) => {
  event.preventDefault();
  const typed = new FormData(event.target).get("code").trim();
  if (typed) location.assign(`/join/${encodeURIComponent(typed)}`);
});

try {
  const info = await findClass();
  view.note(null);
  view.introduce(info);
  const student = new Student(info, api, view, memory);
  wire(student);
  const place = memory.read();
  if (place) student.resume(place);
  else {
    view.status("idle");
    view.form();
    if (info.locked) view.note("errors.locked");
  }
} catch (error) {
  const place = memory.read();
  if (error.code === "ended" && place) {
    const student = new Student({}, api, view, memory);
    wire(student);
    student.findEnded(place);
  } else {
    view.status(...(error.code === "ended" ? ["ended"] : ["error", "status.noClass"]));
    view.end(error.code, { canDelete: false, error });
  }
}
