// The students' tiles, from what dashboard/components/tiles.py tells: only what is new travels, and a
// tile keeps its element and its place.
(() => {
  const NO_PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

  function element(kind, properties, ...children) {
    const made = Object.assign(document.createElement(kind), properties);
    made.append(...children);
    return made;
  }

  function blank(student) {
    const tile = element(
      "div",
      {},
      element(
        "div",
        { className: "tile-head" },
        element("span", { className: "tile-name", dir: "auto" }),
        element("span", { className: "tile-time" }),
      ),
      element("div", { className: "tile-words" }),
      element("button", { className: "tile-menu", title: say("remove") }, "⋯"),
      element("img", { className: "tile-trend", src: NO_PICTURE, alt: "" }),
    );
    tile.setAttribute("role", "listitem");
    tile.dataset.participant = student;
    tile.querySelector(".tile-menu").dataset.remove = student;
    return tile;
  }

  function tell(tile, told) {
    const part = (name) => tile.querySelector(`.tile-${name}`);
    if ("state" in told) {
      tile.className = `student-tile is-${told.kind}`;
      part("name").textContent = part("name").title = told.name;
      part("time").textContent = told.how_long;
      part("words").textContent = told.state;
      part("menu").setAttribute("aria-label", say("remove-whom", { name: told.name }));
    }
    if ("trend" in told) {
      const trend = part("trend");
      trend.src = told.trend || NO_PICTURE;
      trend.alt = trend.title = told.trend_words;
    }
  }

  function draw(news) {
    const { no_update } = window.dash_clientside;
    const place = document.getElementById("live-tiles");
    if (place?.dataset.class !== news.class) return no_update;
    const tiles = new Map([...place.children].map((tile) => [tile.dataset.participant, tile]));
    for (const [student, told] of Object.entries(news.told ?? {})) {
      if (!tiles.has(student)) tiles.set(student, blank(student));
      tell(tiles.get(student), told);
    }
    if (news.order) arrange(place, tiles, news.order);
    return no_update;
  }

  // A tile that need not move is left alone: to move it would take the keyboard's focus away.
  function arrange(place, tiles, order) {
    const stay = new Set(order);
    for (const [student, tile] of tiles) if (!stay.has(student)) tile.remove();
    order.forEach((student, at) => {
      const tile = tiles.get(student);
      if (place.children[at] !== tile) place.insertBefore(tile, place.children[at] ?? null);
    });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { tiles: { draw } });
})();
