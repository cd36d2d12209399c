// AG Grid is taken in by the page that shows a long table, and by no other.
(() => {
  const SOURCE = "/_dash-component-suites/dash_ag_grid/dash_ag_grid.min.js";
  const WIDE = "(min-width: 821px)";
  let loading = null;

  function library() {
    loading ??= new Promise((ready, failed) => {
      const script = document.createElement("script");
      script.src = SOURCE;
      script.onload = ready;
      script.onerror = () => ((loading = null), failed());
      document.head.append(script);
    });
    return loading;
  }

  async function take(grid) {
    const place = `${grid.props.id}-place`;
    try {
      await library();
      if (document.getElementById(place)) window.dash_clientside.set_props(place, { children: grid });
    } catch {
      // the plain table stays
    }
  }

  // The chart at the head of the page comes first: a table waits until it is scrolled near.
  function draw(grid) {
    const table = grid && document.getElementById(`${grid.props.id}-place`)?.closest(".data-grid-or-table");
    if (!table || !matchMedia(WIDE).matches) return null;
    const seen = (entries, observer) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      take(grid);
    };
    new IntersectionObserver(seen, { rootMargin: "100px" }).observe(table);
    return null;
  }

  document.addEventListener("input", ({ target }) => {
    const grid = target.closest?.(".data-grid-search")?.parentElement.querySelector(".data-grid");
    if (!grid) return;
    const api = window.dash_ag_grid.getApi(grid.id);
    const filter = target.value.trim();
    api?.setFilterModel(filter ? { name: { filterType: "text", type: "contains", filter } } : null);
  });

  // Names are text whatever they hold; the link is the one that every other list of the page has.
  const NameCell = ({ value, data }) => {
    const { createElement } = window.React;
    const about = { title: value, dir: "auto", className: "data-grid-name" };
    if (!data.href) return createElement("span", about, value);
    return createElement(window.dash_core_components.Link, { ...about, href: data.href }, value);
  };

  const openNameLink = ({ event }) => {
    if (event.key === "Enter") event.target.querySelector?.("a")?.click();
  };

  // As the page's language sorts: Özlem before Zoe, and Student 2 before Student 10.
  const byWords = (one, other) =>
    String(one).localeCompare(String(other), document.documentElement.lang, { numeric: true });

  const plainWords = (text) => window.plain(text ?? "");

  const add = (name, more) => (window[name] = Object.assign({}, window[name], more));
  add("dashAgGridComponentFunctions", { NameCell });
  add("dashAgGridFunctions", { openNameLink, byWords, plainWords });
  add("dash_clientside", { dataGrid: { draw } });
})();
