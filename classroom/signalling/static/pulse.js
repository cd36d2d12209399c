// The teacher's question "are you following?": shown while it is open, answered with one tap.

const CHANGE_MS = 1_300; // the class takes one change a second
const HEARD_MS = 2_000;
const GRACE_MS = 3_000;
const FAREWELL_MS = 2_500;

export class Pulse {
  #view;
  #send;
  #id = null;
  #open = false;
  #wanted = null; // the answer tapped last: true, false, or null for none
  #heard = null; // the answer that stands in class
  #sentAt = -CHANGE_MS;
  #sending;
  #closing;

  /** `send` takes a message and returns whether it could be sent. */
  constructor(view, send) {
    this.#view = view;
    this.#send = send;
  }

  hear(message) {
    if (message.type === "pulse") this.#ask(message);
    else if (message.id !== this.#id) return;
    else if (message.type === "pulse-over") this.#close();
    else if (message.type === "pulse-heard" && this.#open) this.#stand(message.following);
  }

  answer(following) {
    if (!this.#open) return; // the card is still here for a moment, so that no tap falls through
    this.#wanted = following;
    this.#showAnswer();
    this.#tellSoon();
  }

  /** Take the card away at once: the student is no longer in class. */
  clear() {
    clearTimeout(this.#sending);
    clearTimeout(this.#closing);
    this.#id = null;
    this.#open = false;
    this.#view.pulse(null);
  }

  /** The class asks again on every new connection; what was tapped stays. */
  #ask({ id, closes_in_s: closesInS }) {
    if (id !== this.#id) {
      this.#id = id;
      this.#wanted = this.#heard = null;
    }
    this.#open = true;
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => this.#close(), closesInS * 1_000 + GRACE_MS);
    this.#showAnswer();
    if (this.#wanted !== this.#heard) this.#tell();
  }

  #tellSoon() {
    clearTimeout(this.#sending);
    const wait = this.#sentAt + CHANGE_MS - performance.now();
    if (wait > 0) this.#sending = setTimeout(() => this.#tell(), wait);
    else this.#tell();
  }

  #tell() {
    clearTimeout(this.#sending);
    if (!this.#send({ type: "pulse", id: this.#id, following: this.#wanted })) return this.#fail();
    this.#sentAt = performance.now();
    this.#sending = setTimeout(() => this.#fail(), HEARD_MS);
  }

  #stand(following) {
    clearTimeout(this.#sending);
    this.#heard = following;
    if (this.#wanted === following) this.#showAnswer();
    else this.#tellSoon(); // tapped again meanwhile
  }

  #fail() {
    if (this.#open) this.#show("pulse.failed");
  }

  #close() {
    if (!this.#open) return;
    this.#open = false;
    clearTimeout(this.#sending);
    clearTimeout(this.#closing);
    this.#show(this.#heard === null ? "pulse.over" : "pulse.overThanks");
    this.#closing = setTimeout(() => this.clear(), FAREWELL_MS);
  }

  #showAnswer() {
    const stands = this.#heard !== null && this.#heard === this.#wanted;
    this.#show(stands ? "pulse.thanks" : "pulse.asked");
  }

  #show(note) {
    this.#view.pulse({ note, following: this.#wanted, open: this.#open });
  }
}
