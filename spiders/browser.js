// Looks at the page from within, in three calls: settle, measure (once a viewport), stamp.
// Nothing is clicked, typed or sent; what is stamped is explained in page.py.
() => {
  const UNSEEN = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "HEAD", "META", "LINK", "TITLE"]);
  const BOXED = new Set(["A", "AREA", "BUTTON", "INPUT", "TEXTAREA", "SELECT", "FORM", "IFRAME", "IMG"]);
  const MOST_ELEMENTS = 20000;
  const hidden = new Map();
  const boxes = new Map();

  const roots = () => {
    const found = [document.documentElement];
    for (let i = 0; i < found.length; i++)
      for (const element of found[i].querySelectorAll("*")) if (element.shadowRoot) found.push(element.shadowRoot);
    return found;
  };

  const seen = (element, rect) => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;
    if (rect.width <= 1 && rect.height <= 1) {
      const style = getComputedStyle(element);
      return style.display === "contents" || (style.overflow === "visible" && style.clip === "auto" && element.childElementCount > 0);
    }
    const left = rect.left + scrollX, top = rect.top + scrollY;
    if (left + rect.width <= 0 || top + rect.height <= 0 || left >= Math.max(innerWidth, document.documentElement.scrollWidth)) return false;
    return true;
  };

  const clips = (element, rect) =>
    (rect.height < 1 || rect.width < 1) && !["visible", ""].includes(getComputedStyle(element).overflow);

  const walk = (root, visit) => {
    const stack = [[root, false]];
    let count = 0;
    while (stack.length && count++ < MOST_ELEMENTS) {
      const [node, clipped] = stack.pop();
      let below = clipped;
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (UNSEEN.has(node.tagName)) continue;
        below = visit(node, clipped);
      }
      for (let child = node.lastElementChild; child; child = child.previousElementSibling) stack.push([child, below]);
      if (node.shadowRoot) stack.push([node.shadowRoot, below]);
    }
  };

  window[Symbol.for("auditor")] = {
    // Resolves once nothing has changed for `quiet` ms, at the latest after `most` ms.
    settle: (quiet, most) =>
      new Promise((resolve) => {
        let timer = setTimeout(done, quiet);
        const last = setTimeout(done, most);
        const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, quiet); });
        function done() { observer.disconnect(); clearTimeout(timer); clearTimeout(last); resolve(); }
        observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["class", "style", "hidden"] });
      }),

    measure: (letter) => {
      walk(document.documentElement, (element, clipped) => {
        const rect = element.getBoundingClientRect();
        if (clipped || !seen(element, rect)) hidden.set(element, (hidden.get(element) || "") + letter);
        if (letter === "d" && (BOXED.has(element.tagName) || [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim())))
          boxes.set(element, [rect.left + scrollX, rect.top + scrollY, rect.width, rect.height].map(Math.round).join());
        return clipped || clips(element, rect);
      });
      return { width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight };
    },

    stamp: () => {
      walk(document.documentElement, (element) => {
        const own = hidden.get(element) || "";
        const parent = element.parentElement || element.getRootNode().host;
        if (own !== (parent ? hidden.get(parent) || "" : "")) element.setAttribute("data-auditor-hidden", own);
        const box = boxes.get(element);
        if (box) element.setAttribute("data-auditor-box", box);
        return false;
      });
      const open = roots().slice(1);
      const html = document.documentElement.getHTML({ shadowRoots: open });
      const attributes = [...document.documentElement.attributes].map((a) => ` ${a.name}="${a.value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`);
      return {
        html: `<!DOCTYPE html><html${attributes.join("")}>${html}</html>`,
        requests: [...new Set(performance.getEntriesByType("resource").map((entry) => entry.name))].slice(0, 600),
      };
    },
  };
}
