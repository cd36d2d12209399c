// One WebRTC connection to the class: it opens once, carries messages, and ends once.

const GATHERING_MS = 2_000;
const OPENING_MS = 10_000;
const SHAKY_MS = 2_500;

/** The class answered, but no path for media was found. */
export class BlockedError extends Error {}

/** Fires `message` with detail = the parsed message. */
export class Link extends EventTarget {
  #pc;
  #channel;
  #sender = null;
  #shaky = null;
  #opened;
  #end;
  /** Resolves with why it ended: "lost", "closed", or the type of the class's last word. */
  ended;

  /** `video` is null for a student without a camera, else the limits of what is sent. */
  constructor(iceServers, video) {
    super();
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.#pc = new RTCPeerConnection({ iceServers });
    this.#channel = this.#pc.createDataChannel("raised-hand");
    if (video) this.#addVideo(video);
    this.#opened = new Promise((resolve) => (this.#channel.onopen = resolve));
    this.#channel.onclose = () => this.#end("lost");
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.#pc.onconnectionstatechange = () => this.#judge();
  }

  /** Offer with `track` (or none yet) and resolve once messages can flow. */
  async open(api, track) {
    await this.setTrack(track);
    await this.#pc.setLocalDescription(await this.#pc.createOffer());
    await this.#limitSender();
    await this.#gathered();
    await this.#pc.setRemoteDescription(await api.offer(this.#pc.localDescription));
    let timer;
    const outcome = await Promise.race([
      this.#opened.then(() => "open"),
      this.ended,
      new Promise((resolve) => (timer = setTimeout(resolve, OPENING_MS, "blocked"))),
    ]);
    clearTimeout(timer);
    if (outcome === "blocked" || outcome === "lost") throw new BlockedError(outcome);
  }

  async setTrack(track) {
    await this.#sender?.replaceTrack(track);
  }

  /** Returns whether the message could be sent. */
  send(message) {
    if (this.#channel.readyState !== "open") return false;
    this.#channel.send(JSON.stringify(message));
    return true;
  }

  close() {
    clearTimeout(this.#shaky);
    this.#end("closed");
    this.#pc.close();
  }

  #limits = null;

  #addVideo({ max_bitrate: maxBitrate, fps: maxFramerate }) {
    this.#limits = { maxBitrate, maxFramerate };
    const transceiver = this.#pc.addTransceiver("video", {
      direction: "sendonly",
      sendEncodings: [this.#limits],
    });
    this.#sender = transceiver.sender;
  }

  /** Browsers that passed over `sendEncodings` take the limits here; all keep the face sharp. */
  async #limitSender() {
    if (!this.#sender) return;
    const parameters = this.#sender.getParameters();
    const encodings = parameters.encodings?.length ? parameters.encodings : [{}];
    parameters.encodings = [{ ...encodings[0], ...this.#limits }];
    parameters.degradationPreference = "maintain-resolution";
    try {
      await this.#sender.setParameters(parameters);
    } catch {
      // An old browser without one of these still works, only less frugally.
    }
  }

  #gathered() {
    const pc = this.#pc;
    if (pc.iceGatheringState === "complete") return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GATHERING_MS);
      pc.addEventListener("icegatheringstatechange", () => {
        if (pc.iceGatheringState !== "complete") return;
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #hear(data) {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return; // not of this protocol
    }
    if (["ended", "replaced", "removed"].includes(message.type)) this.#end(message.type);
    else this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  #judge() {
    clearTimeout(this.#shaky);
    const state = this.#pc.connectionState;
    if (state === "failed" || state === "closed") this.#end("lost");
    if (state === "disconnected") this.#shaky = setTimeout(() => this.#end("lost"), SHAKY_MS);
  }
}
