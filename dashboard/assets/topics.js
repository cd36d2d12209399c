// The dialog opens in the browser, so that what is typed after the key M is not lost on the way,
// and the name is read from the field itself: Dash hears of the last letters only after Enter.
(() => {
  function toggle() {
    const { no_update, callback_context } = window.dash_clientside;
    const [clicked] = callback_context.triggered;
    if (!clicked?.value) return [no_update, no_update, no_update];
    return [clicked.prop_id === "topic-open.n_clicks", "", ""];
  }

  function save() {
    const { no_update, callback_context } = window.dash_clientside;
    const field = document.getElementById("topic-name");
    if (!field || !callback_context.triggered.some((each) => each.value)) return no_update;
    return { name: field.value, at: Date.now() };
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { topics: { toggle, save } });
})();
