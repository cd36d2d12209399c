// Chooses the language before anything is drawn; a module would come too late for that.
(() => {
  const KNOWN = ["en", "de"];
  const PATIENCE_MS = 4_000;
  const page = document.documentElement;

  function kept() {
    try {
      return localStorage.getItem("raised-hand:language"); // words.js keeps it
    } catch {
      return null; // storage is blocked: the browser's languages decide
    }
  }

  const wished = [kept(), ...navigator.languages].map((tag) => tag?.split("-")[0]);
  page.lang = wished.find((language) => KNOWN.includes(language)) ?? "en";

  // The English of the HTML stays out of sight until words.js has put another language over it.
  page.classList.add("waiting");
  setTimeout(() => page.classList.remove("waiting"), PATIENCE_MS);
  const broken = ({ target }) => {
    if (target.tagName !== "SCRIPT") return;
    page.classList.replace("waiting", "broken") || page.classList.add("broken");
  };
  addEventListener("error", broken, { capture: true }); // a script that does not load bubbles nowhere
})();
