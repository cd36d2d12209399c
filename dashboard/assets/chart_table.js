// The figure's own numbers, a row for every so many of them.
(() => {
  const MOST_ROWS = 21;

  const part = (type, props) => ({ namespace: "dash_html_components", type, props });

  function when(x) {
    if (typeof x !== "number") return x.slice(11, 16);
    if (x === 0) return say("now");
    if (x > -1) return say("seconds-ago", { seconds: Math.round(-60 * x) });
    const minutes = Math.round(-10 * x) / 10;
    return say("minutes-ago", { minutes: minutes.toLocaleString(document.documentElement.lang) });
  }

  function row(figure, place) {
    const cells = figure.data.map(({ y }) =>
      part("Td", { children: y[place] == null ? say("nobody-there") : `${Math.round(y[place])} %` }),
    );
    const head = part("Th", { scope: "row", children: when(figure.data[0].x[place]) });
    return part("Tr", { children: [head, ...cells] });
  }

  // Newest first, evenly spaced, and none that says the same minute as the one before.
  function places(x) {
    const step = Math.max(1, (x.length - 1) / (MOST_ROWS - 1));
    const found = [];
    for (let place = x.length - 1; place > -step; place -= step) found.push(Math.round(Math.max(place, 0)));
    return found.filter((place, i) => i === 0 || when(x[place]) !== when(x[found[i - 1]]));
  }

  function draw(figure, clicks) {
    if (clicks % 2 === 0 || !figure?.data?.length) return [];
    const heads = [say("when"), ...figure.data.map(({ name }) => name)];
    const table = part("Table", {
      children: [
        part("Thead", {
          children: part("Tr", {
            children: heads.map((children) => part("Th", { scope: "col", children })),
          }),
        }),
        part("Tbody", { children: places(figure.data[0].x).map((place) => row(figure, place)) }),
      ],
    });
    const about = { role: "region", tabIndex: 0, "aria-label": say("mood-over-time") };
    return part("Div", { className: "table-scroll", children: table, ...about });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { chartTable: { draw } });
})();
