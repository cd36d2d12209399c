// Says what comes with the page, in the reader's language: dashboard/components/script_words.py.
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);

  window.say = (name, parts = {}) => words[name].replace(/\{(\w+)\}/g, (_, part) => parts[part]);

  // Text as every search compares it: without accents, capitals and space around.
  window.plain = (text) =>
    text.normalize("NFKD").replace(/\p{Mark}/gu, "").toLocaleLowerCase().trim();
})();
