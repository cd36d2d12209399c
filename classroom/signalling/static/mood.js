// The mood shown: a mean over the last two seconds, so that it does not flicker.

const KEPT = 4;
const SURE = 0.4;

const LABELS = ["neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear"];

export class Mood {
  #recent = [];

  add(emotion) {
    this.#recent.push(emotion);
    if (this.#recent.length > KEPT) this.#recent.shift();
  }

  clear() {
    this.#recent = [];
  }

  /** The label of what is read now, "unsure", or null where nothing was read. */
  get label() {
    if (this.#recent.length === 0) return null;
    const mean = (label) =>
      this.#recent.reduce((sum, emotion) => sum + emotion[label], 0) / this.#recent.length;
    const label = LABELS.reduce((a, b) => (mean(b) > mean(a) ? b : a));
    return mean(label) >= SURE ? label : "unsure";
  }
}
