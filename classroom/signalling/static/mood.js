// The mood word: a mean over the last two seconds, so that it does not flicker.

const KEPT = 4;
const SURE = 0.4;

const WORDS = {
  neutral: "calm",
  happiness: "cheerful",
  surprise: "surprised",
  sadness: "sad",
  anger: "angry",
  disgust: "put off",
  fear: "worried",
};

export class Mood {
  #recent = [];

  add(emotion) {
    this.#recent.push(emotion);
    if (this.#recent.length > KEPT) this.#recent.shift();
  }

  clear() {
    this.#recent = [];
  }

  /** The word for what is read now, or null where nothing was. */
  get word() {
    if (this.#recent.length === 0) return null;
    const mean = (label) =>
      this.#recent.reduce((sum, emotion) => sum + emotion[label], 0) / this.#recent.length;
    const label = Object.keys(WORDS).reduce((a, b) => (mean(b) > mean(a) ? b : a));
    return mean(label) >= SURE ? WORDS[label] : "hard to say";
  }
}
