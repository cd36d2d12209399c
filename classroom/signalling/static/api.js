// The student side's HTTP routes.

const TIMEOUT_MS = 10_000;

/** An answer that is not the one hoped for; `status` is 0 where none came at all. */
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class ClassApi {
  #code;
  token = null;

  constructor(code) {
    this.#code = encodeURIComponent(code);
  }

  session() {
    return this.#ask("GET", `/api/sessions/${this.#code}`);
  }

  join(name, consent, camera) {
    return this.#ask("POST", `/api/sessions/${this.#code}/participants`, { name, consent, camera });
  }

  offer({ sdp, type }) {
    return this.#ask("POST", "/api/offer", { sdp, type });
  }

  state(state) {
    return this.#ask("POST", "/api/state", { state });
  }

  lost(lost) {
    return this.#ask("POST", "/api/lost", { lost });
  }

  deleteMe() {
    return this.#ask("DELETE", "/api/participants/me");
  }

  async #ask(method, path, body) {
    const headers = { Accept: "application/json" };
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
    try {
      const response = await fetch(path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        cache: "no-store",
        keepalive: path === "/api/state",
        signal: timeout.signal,
      });
      const answer = await response.json().catch(() => null);
      if (response.ok) return answer;
      const error = answer?.error ?? {};
      throw new ApiError(response.status, error.code ?? "unknown", error.message ?? "");
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError(0, "unreachable", "The class did not answer.");
    } finally {
      clearTimeout(timer);
    }
  }
}
