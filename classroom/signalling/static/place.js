// The student's place in the class, kept for this tab only so that a reload finds it again.

export class Place {
  #key;

  constructor(code) {
    this.#key = `raised-hand:${code}`;
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key));
    } catch {
      return null; // storage is blocked or damaged: the student joins afresh
    }
  }

  write(place) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(place));
    } catch {
      // Without storage all works but a reload, which asks to join again.
    }
  }

  forget() {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Nothing was kept.
    }
  }
}
