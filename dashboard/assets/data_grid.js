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

  async function draw(grid) {
    if (!grid || !matchMedia(WIDE).matches) return null;
    try {
      await library();
    } catch {
      return null; // the plain table stays
    }
    return grid;
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

  const add = (name, more) => (window[name] = Object.assign({}, window[name], more));
  add("dashAgGridComponentFunctions", { NameCell });
  add("dashAgGridFunctions", { openNameLink });
  add("dash_clientside", { dataGrid: { draw } });
})();
