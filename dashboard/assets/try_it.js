// A file that is too large, or more than one, is refused before anything is sent.
(() => {
  function tell(text) {
    window.dash_clientside.set_props("try-error", { children: text });
  }

  function check(event, files) {
    const zone = event.target.closest?.("#try-upload");
    if (!zone || !files || files.length === 0) return;
    const limit = Number(document.getElementById("try-result").dataset.limit);
    const megabytes = Math.round(limit / 1024 / 1024);
    if (files.length > 1) {
      tell(say("one-file"));
    } else if (files[0].size > limit) {
      tell(say("too-large", { name: files[0].name, limit: megabytes }));
    } else if (files[0].size === 0) {
      tell(say("empty-file", { name: files[0].name }));
    } else {
      tell("");
    }
  }

  document.addEventListener("change", (e) => check(e, e.target.files), true);
  document.addEventListener("drop", (e) => check(e, e.dataTransfer?.files), true);

  // Dash draws the field for files without a name, and a little later than the rest.
  function name(zone, tries = 50) {
    const field = document.querySelector(`#${zone} input[type=file]`);
    if (field) field.setAttribute("aria-label", say("photo-or-video"));
    else if (tries > 0) setTimeout(() => name(zone, tries - 1), 200);
    return window.dash_clientside.no_update;
  }

  const show = (value, ids) => ids.map((id) => id.index !== value);

  function follow(hover, times) {
    const at = hover?.points?.[0]?.x;
    if (at === undefined || !times?.length) return window.dash_clientside.no_update;
    const near = times.map((time) => Math.abs(time - at));
    return near.indexOf(Math.min(...near));
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { tryIt: { show, follow, name } });
})();
