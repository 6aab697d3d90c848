// The text that a person could read in this document now, shadow roots too; at most 100,000 characters.
() => {
  const texts = [document.body ? document.body.innerText : ""];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (!element.shadowRoot) continue;
      for (const child of element.shadowRoot.children)
        if (child.innerText && child.checkVisibility({ opacityProperty: true, visibilityProperty: true })) texts.push(child.innerText);
      walk(element.shadowRoot);
    }
  };
  walk(document);
  return texts.join("\n").slice(0, 100000);
}
