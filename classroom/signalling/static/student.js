// One student's visit: what they want, what the class says, and what the page shows of both.

import { ApiError } from "./api.js";
import { BlockedError, Link } from "./link.js";
import { Camera, CameraError } from "./camera.js";
import { delayMs, rest } from "./backoff.js";
import { Mood } from "./mood.js";
import { Pulse } from "./pulse.js";

const READING_STALE_MS = 4_000;
const LOST_PAUSE_MS = 2_000;
const PATIENT_TRIES = 2;
const STEADY_MS = 5_000;

/** Answers after which trying again cannot help. */
const FINAL = { 401: "expired", 403: "removed", 404: "gone", 410: "ended" };

export class Student {
  #info;
  #api;
  #view;
  #memory;
  #camera;
  #mood = new Mood();
  #pulse;
  #place = null; // {participant_id, token, name, camera, paused, lost, left, removed, expired}
  #visit = null; // AbortController of the stay in class
  #over = null; // how the last stay ended
  #link = null; // the open link, or null while there is none
  #wasLive = false;
  #trouble = null; // what is wrong with the camera
  #obstacle = null; // what is wrong with the connection
  #notice = null; // what just failed to reach the class
  #readAt = 0;

  constructor(info, api, view, memory) {
    this.#info = info;
    this.#api = api;
    this.#view = view;
    this.#memory = memory;
    this.#pulse = new Pulse(view, (message) => this.#link?.send(message) ?? false);
    this.#camera = new Camera(info.limits, view.preview);
    this.#camera.addEventListener("trouble", ({ detail }) => this.#cameraSays(detail));
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#cameraBack());
    document.addEventListener("visibilitychange", () => this.#show());
    setInterval(() => this.#show(), 1_000);
  }

  /** Whether this class reads faces at all. */
  get infers() {
    return this.#info.infers;
  }

  async join(camera) {
    const form = this.#view.readForm(camera);
    if (!form) return;
    this.#view.note(null);
    this.#view.formBusy(true);
    try {
      // No camera is switched on for a class that would not let the student in.
      if (this.#info.locked) this.#info = await this.#api.session();
      if (this.#info.locked) throw new ApiError(423, "locked", "");
      if (camera) {
        this.#view.status("asking");
        await this.#camera.open();
      }
      this.#view.status("connecting");
      const place = await this.#api.join(form.name, camera && form.consent, camera);
      this.#stay({ ...place, name: form.name, camera, paused: false, lost: false });
    } catch (error) {
      this.#camera.close();
      this.#refuse(error, camera);
    } finally {
      this.#view.formBusy(false);
    }
  }

  /** Take up the place of before a reload. */
  resume(place) {
    this.#api.token = place.token;
    this.#place = place;
    if (place.expired) return this.#end("expired");
    if (place.left) return this.#end(place.removed ? "removed" : "left");
    this.#view.introduce(this.#info);
    this.#view.status("connecting");
    this.#stay(place);
  }

  /** The class was over before a reload; what is kept can still be deleted. */
  findEnded(place) {
    this.#api.token = place.token;
    this.#place = place;
    this.#end("ended");
  }

  async togglePause() {
    const paused = !this.#place.paused;
    this.#remember({ paused });
    if (paused) {
      this.#camera.close();
      this.#trouble = null;
      this.#link?.setTrack(null);
    } else {
      const visit = this.#visit;
      await this.#openCamera();
      if (visit !== this.#visit) return; // left or deleted while the browser asked
    }
    this.#tellPause();
    this.#readAt = 0;
    this.#mood.clear();
    this.#view.room(this.#place);
    this.#show();
  }

  async toggleLost() {
    const { signal } = this.#visit;
    this.#view.lostBusy(true);
    try {
      const { lost } = await this.#api.lost(!this.#place.lost);
      this.#remember({ lost });
      this.#view.lost(lost);
    } catch {
      this.#notice = "network.notSent";
      this.#show();
    }
    await rest(LOST_PAUSE_MS, signal); // the class takes one change in two seconds
    this.#notice = null;
    this.#show();
    this.#view.lostBusy(false);
  }

  answerPulse(following) {
    this.#pulse.answer(following);
  }

  leave() {
    this.#remember({ left: true });
    this.#link?.send({ type: "leave" });
    this.#api.state("left").catch(() => {}); // the class also sees the connection end
    this.#end("left");
  }

  async comeBack() {
    if (this.#place.expired) return this.#joinAnew();
    if (this.#place.removed && !(await this.#isLetIn())) return this.#view.note("network.stillOut");
    this.#remember({ left: false, removed: false });
    this.resume(this.#place);
  }

  #joinAnew() {
    this.#memory.forget();
    this.#api.token = this.#place = null;
    this.#view.introduce(this.#info);
    this.#view.form();
    this.#view.status("idle");
    this.#view.note(null);
  }

  /** Whether the teacher has let a removed student back in, asked before the camera opens. */
  async #isLetIn() {
    try {
      await this.#api.state(this.#place.paused ? "paused" : "live");
      return true;
    } catch (error) {
      return error.code !== "removed"; // whatever else is wrong, coming back says it
    }
  }

  async deleteMyData() {
    if (!(await this.#view.confirmDelete())) return;
    this.#stop(); // first, so that nothing new is read while the old is deleted
    this.#remember({ left: true });
    try {
      await this.#api.deleteMe();
    } catch (error) {
      if (error.status !== 404) { // which says that it is gone already
        this.#end(this.#over ?? "left");
        return this.#view.note(error.status === 401 ? "network.notDeleted" : "network.notSent");
      }
    }
    this.#memory.forget();
    this.#place = null;
    this.#end("deleted");
  }

  #stop() {
    this.#visit?.abort();
    this.#visit = null;
    this.#camera.close();
    this.#pulse.clear();
  }

  #remember(change) {
    this.#place = { ...this.#place, ...change };
    this.#memory.write(this.#place);
  }

  #refuse(error, camera) {
    const again = { label: "action.tryAgain", run: () => this.join(camera) };
    this.#view.status("error", "status.notJoined");
    if (error instanceof CameraError) {
      this.#view.note(`camera.${error.kind}`, again);
    } else if (error.code === "ended") {
      this.#end("ended");
    } else if (error.code === "locked") {
      this.#info = { ...this.#info, locked: true };
      this.#view.status("error", "status.locked");
      this.#view.note(error, again);
    } else if (error.code === "bad_input") {
      this.#view.nameUnfit();
    } else {
      this.#view.note(error);
    }
  }

  /** Stay in class until the student or the class ends it, over any number of links. */
  async #stay(place) {
    this.#api.token = place.token;
    this.#place = place;
    this.#remember({});
    this.#over = null;
    this.#trouble = null;
    this.#wasLive = false;
    this.#obstacle = null;
    this.#view.room(place);
    const { signal } = (this.#visit = new AbortController());
    if (!this.#camera.track) await this.#openCamera(); // leaving does not wait for the answer
    for (let failures = 0; !signal.aborted; failures++) {
      const startedAt = performance.now();
      let why = "lost";
      this.#show();
      try {
        why = await this.#follow(signal);
        if (performance.now() - startedAt > STEADY_MS) failures = 0;
      } catch (error) {
        why = FINAL[error.status] ?? "lost";
        this.#obstacle = failures < PATIENT_TRIES ? null : obstacleOf(error);
      }
      if (signal.aborted) return;
      if (why !== "lost") return this.#end(why);
      this.#show();
      await rest(delayMs(failures), signal);
    }
  }

  /** Open one link, follow it to its end and say why it ended. */
  async #follow(signal) {
    const { ice_servers: iceServers, limits } = this.#info;
    const link = new Link(iceServers, this.#place.camera ? limits : null);
    const close = () => link.close();
    signal.addEventListener("abort", close);
    try {
      link.addEventListener("message", ({ detail }) => this.#hear(detail));
      await link.open(this.#api, this.#camera.track);
      this.#link = link;
      await link.setTrack(this.#camera.track); // it may have changed while the link opened
      this.#wasLive = true;
      this.#obstacle = null;
      this.#readAt = 0;
      if (this.#place.paused) this.#tellPause();
      this.#show();
      return await link.ended;
    } finally {
      this.#link = null;
      signal.removeEventListener("abort", close);
      link.close();
    }
  }

  #tellPause() {
    const { paused } = this.#place;
    const told = this.#link?.send({ type: paused ? "pause" : "resume" });
    if (!told) this.#api.state(paused ? "paused" : "live").catch(() => {}); // told again on opening
  }

  #end(why) {
    this.#stop();
    this.#over = why;
    if (why === "gone") {
      this.#joinAnew();
      this.#view.status("error", "status.notJoined");
      return this.#view.note("errors.deleted");
    }
    if (why === "removed") this.#remember({ left: true, removed: true });
    if (why === "expired") this.#remember({ left: true, expired: true });
    this.#view.status(["replaced", "expired"].includes(why) ? "error" : "ended", `status.${why}`);
    this.#view.end(why, { canDelete: Boolean(this.#place) && why !== "replaced" });
  }

  async #openCamera() {
    if (!this.#place.camera || this.#place.paused) return;
    try {
      if (!(await this.#camera.open())) return; // paused, left or asked again meanwhile
      this.#trouble = null;
      await this.#link?.setTrack(this.#camera.track);
    } catch (error) {
      if (!(error instanceof CameraError)) throw error;
      this.#trouble = error.kind;
    }
    this.#show();
  }

  #cameraSays(trouble) {
    this.#trouble = trouble;
    this.#show();
  }

  #cameraBack() {
    if (this.#inClass && ["unplugged", "none"].includes(this.#trouble)) this.#openCamera();
  }

  get #inClass() {
    return Boolean(this.#visit && !this.#visit.signal.aborted);
  }

  #hear(message) {
    if (message.type?.startsWith("pulse")) return this.#pulse.hear(message);
    if (message.type === "lost") return this.#lostSays(message.lost);
    if (message.type !== "reading" || this.#place?.paused) return;
    const { emotion, seen, box, confusion } = message;
    this.#readAt = performance.now();
    if (seen && emotion) this.#mood.add(emotion);
    else this.#mood.clear();
    const mood = this.#mood.label;
    this.#view.reading({ seen: Boolean(seen && mood), mood, box, confusion: confusion ?? 0 });
  }

  /** The teacher may have answered "I'm lost" since. */
  #lostSays(lost) {
    if (this.#place.lost === lost) return;
    this.#remember({ lost });
    this.#view.lost(lost, { helped: !lost });
  }

  /** Derive all that the room shows from what is known now. */
  #show() {
    if (!this.#inClass) return;
    const { camera, paused } = this.#place;
    const hidden = document.visibilityState === "hidden";
    const view = this.#view;
    const connecting = this.#wasLive ? "reconnecting" : "connecting";
    if (!this.#link) view.status(connecting);
    else if (paused) view.status("paused");
    else if (camera && this.#trouble) view.status("error");
    else view.status("live");

    const retry = { label: "action.tryCamera", run: () => this.#openCamera() };
    if (camera && this.#trouble) view.note(`camera.${this.#trouble}`, retry);
    else if (this.#notice) view.note(this.#notice);
    else if (!this.#link && this.#obstacle) view.note(this.#obstacle);
    else if (camera && !paused && hidden) view.note("camera.hidden");
    else view.note(null);

    if (!camera) return;
    if (paused) view.stageOff("stage.paused");
    else view.stageOff(this.#trouble && "stage.noPicture");
    if (paused) view.noReading("reading.paused", "reading.untilResume");
    else if (!this.#link) view.noReading(`reading.${connecting}`, "reading.meanwhile");
    else if (performance.now() - this.#readAt > READING_STALE_MS) {
      view.noReading("reading.waiting", "reading.soon");
    }
  }
}

function obstacleOf(error) {
  if (error instanceof BlockedError) return "network.blocked";
  return error.status ? error : "network.unreachable";
}
