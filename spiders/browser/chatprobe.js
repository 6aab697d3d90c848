// What a probe needs of one document, shadow roots too: what came up since the chat was opened, where to write in it, and its text.
(() => {
  const seen = new WeakSet();
  const ASKS = ["aria-label", "placeholder", "name", "id", "autocomplete", "title"];
  const WRITES = "textarea, input, [contenteditable]:not([contenteditable=false]), [role=textbox]";
  const NOT_TEXT = /^(?:button|submit|reset|image|file|hidden|checkbox|radio|range|color)$/;
  let fields = [], windows = [], buttons = [], chat = null;

  const shows = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const above = (element) => element.parentElement ?? element.getRootNode().host ?? null;
  function* all(root) {
    for (const element of root.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* all(element.shadowRoot);
    }
  }
  const labels = (element) => [...(element.labels ?? [])].map((label) => label.innerText);
  const writable = (element) => element.matches(WRITES) && !NOT_TEXT.test(element.type ?? "") && !element.disabled && !element.readOnly;
  const floats = (element) => getComputedStyle(element).position === "fixed" || element.matches("dialog, [role=dialog]");

  // The window around a field: the outermost element that floats over the page, else the frame, else what came up with the field.
  const around = (field) => {
    let floating = null, came = field;
    for (let element = field; element && element !== document.body; element = above(element)) {
      if (floats(element)) floating = element;
      if (!seen.has(element)) came = element;
    }
    return floating ?? (self !== top ? document.body : came === field || came.matches("form") ? above(came) ?? came : came);
  };
  const text = (root) => {
    const texts = [root.innerText ?? ""];
    for (const element of [root, ...all(root)])
      for (const child of element.shadowRoot?.children ?? []) if (child.innerText && shows(child)) texts.push(child.innerText);
    return texts.join("\n").slice(0, 100000);
  };

  window[Symbol.for("auditor.probe")] = {
    note() { for (const element of all(document)) if (shows(element)) seen.add(element); },
    fields() {
      fields = [...all(document)].filter((element) => writable(element) && shows(element) && !seen.has(element)).slice(0, 50);
      const each = fields.map(around);
      windows = [...new Set(each)];
      return fields.map((field, n) => ({
        window: windows.indexOf(each[n]),
        type: field.matches("textarea, input") ? field.type : "textarea",
        asks: [...labels(field), ...ASKS.map((name) => field.getAttribute(name) ?? "")].map((said) => said.slice(0, 160)),
      }));
    },
    field(n) { chat = around(fields[n]); return fields[n]; },
    // Whether a field has let go of what was written in it, or it stands in the window.
    sent(n, message) {
      const { value, innerText, isConnected } = fields[n];
      return !isConnected || !(value ?? innerText).includes(message) || (value !== undefined && this.text().includes(message));
    },
    text() { return text(chat?.isConnected ? chat : document.body); },
    // The buttons beside a field: those of the nearest element around it that has any.
    buttons(n) {
      buttons = [];
      for (let element = above(fields[n]), up = 0; element && up < 4 && !buttons.length; element = above(element), up++)
        buttons = [...all(element)].filter((one) => one.matches("button, [role=button], input[type=submit]") && shows(one)).slice(0, 20);
      return buttons.map((button) => ({
        says: [button.innerText, button.value, button.getAttribute("aria-label"), button.title].filter(Boolean).join(" ").slice(0, 160),
        submits: button.type === "submit",
      }));
    },
    button(n) { return buttons[n]; },
  };
})()
