// What a person could read in this document now, shadow roots too: its text, at most 100,000 characters, and the labels of its buttons.
() => {
  const texts = [document.body ? document.body.innerText : ""], choices = [];
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (choices.length < 500 && element.matches("button, [role=button], [role=option], input[type=button]") && seen(element))
        choices.push((element.innerText || element.value || "").slice(0, 100));
      if (!element.shadowRoot) continue;
      for (const child of element.shadowRoot.children) if (child.innerText && seen(child)) texts.push(child.innerText);
      walk(element.shadowRoot);
    }
  };
  walk(document);
  return { text: texts.join("\n").slice(0, 100000), choices };
}
