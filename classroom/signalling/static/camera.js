// The camera: opened small and slow, watched, and closed for real when the student pauses.

const FROZEN_AFTER_MS = 5_000;

/** `kind` names the sentence in words.js that tells the student what to do. */
export class CameraError extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

function kindOf(error) {
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    default:
      return "busy"; // NotReadableError, AbortError: another program holds it
  }
}

function stop(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Fires `trouble` with detail = kind, or null once the camera is well again. */
export class Camera extends EventTarget {
  #limits;
  #video;
  #watch = null;
  #asked = 0; // how often it was opened or closed: only the newest wish counts
  stream = null;

  constructor(limits, video) {
    super();
    this.#limits = limits;
    this.#video = video;
  }

  get track() {
    return this.stream?.getVideoTracks()[0] ?? null;
  }

  /** Returns whether this was still wanted once the student had answered the browser. */
  async open() {
    if (!isSecureContext || !navigator.mediaDevices) throw new CameraError("insecure");
    const { width, height, fps } = this.#limits;
    const video = {
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: fps },
      facingMode: "user",
    };
    this.close();
    const asked = this.#asked;
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    } catch (error) {
      if (asked !== this.#asked) return false;
      throw new CameraError(kindOf(error));
    }
    if (asked !== this.#asked) {
      stop(stream);
      return false;
    }
    this.stream = stream;
    this.#video.srcObject = stream;
    this.#video.play().catch(() => {}); // interrupted by a close; the next open plays again
    this.#observe(this.track);
    return true;
  }

  close() {
    this.#asked++;
    clearInterval(this.#watch);
    stop(this.stream);
    this.stream = null;
    this.#video.srcObject = null;
  }

  #observe(track) {
    let trouble = null;
    let frames = -1;
    let movedAt = performance.now();
    const say = (kind) => {
      if (track !== this.track || kind === trouble) return;
      trouble = kind;
      this.dispatchEvent(new CustomEvent("trouble", { detail: kind }));
    };
    track.addEventListener("ended", () => {
      say("unplugged");
      if (track === this.track) clearInterval(this.#watch);
    });
    this.#watch = setInterval(() => {
      const shown = this.#video.getVideoPlaybackQuality().totalVideoFrames;
      const now = performance.now();
      // A hidden page draws no frames, so only a visible one can tell that they stopped.
      if (shown !== frames || document.visibilityState === "hidden") movedAt = now;
      frames = shown;
      say(track.muted || now - movedAt > FROZEN_AFTER_MS ? "frozen" : null);
    }, 1_000);
  }
}
