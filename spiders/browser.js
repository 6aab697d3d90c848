// Looks at the page from within: settle and scroll, measure (once a viewport), stamp.
// Nothing is clicked, typed or sent; what is stamped is explained in page.py.
() => {
  const UNSEEN = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "HEAD", "META", "LINK", "TITLE"]);
  const BOXED = new Set(["A", "AREA", "BUTTON", "INPUT", "TEXTAREA", "SELECT", "FORM", "IFRAME", "IMG"]);
  const BOXLESS = new Set(["AREA", "OPTION", "OPTGROUP"]); // seen where what holds them is seen
  const MOST_ELEMENTS = 20000;
  const HIDDEN_STAMP = "data-auditor-hidden", BOX_STAMP = "data-auditor-box";
  const measured = new Map(); // element: the viewports it was measured in, a letter each
  const hidden = new Map(); // element: those of them in which it is not to be seen
  const boxes = new Map();

  const roots = () => {
    const found = [document.documentElement];
    for (let i = 0; i < found.length; i++)
      for (const element of found[i].querySelectorAll("*")) if (element.shadowRoot) found.push(element.shadowRoot);
    return found;
  };

  // How far to the right the page can be scrolled.
  const widest = () => {
    const root = document.documentElement;
    const cut = [root, document.body].some((e) => e && ["hidden", "clip"].includes(getComputedStyle(e).overflowX));
    return cut ? root.clientWidth : Math.max(root.clientWidth, root.scrollWidth);
  };

  // Whether the element has no room to show what it holds: a panel folded to nothing, a text for screen readers alone.
  const folded = (element, style, rect) =>
    (rect.width <= 1 || rect.height <= 1) && style.overflow !== "visible" && style.display !== "inline" &&
    element !== document.documentElement && element !== document.body;

  // Off the page, where no scrolling leads. What a swipe brings in is not off.
  const away = (style, rect, around, right) => {
    const edge = around.fixed || style.position === "fixed" ? document.documentElement.clientWidth : right;
    const left = rect.left + scrollX, top = rect.top + scrollY;
    return !around.scroller && (left + rect.width <= 0 || top + rect.height <= 0 || left >= edge);
  };

  const unseen = (element, style, rect, around, right) => {
    if (BOXLESS.has(element.tagName)) return around.hidden;
    if (style.display === "contents") return around.hidden || style.visibility !== "visible";
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
    if (folded(element, style, rect) || away(style, rect, around, right)) return true;
    return rect.width <= 1 && rect.height <= 1 && (style.clip !== "auto" || !element.childElementCount);
  };

  // What holds for the children: whether the element is hidden, folds them away, or lets them be scrolled into sight.
  const below = (element, style, rect, around, isHidden) => {
    const out = style.position === "fixed" || (style.position === "absolute" && around.folded === "flow");
    const fold = folded(element, style, rect) && (style.position === "static" && style.transform === "none" ? "flow" : "all");
    const scrolls = ["auto", "scroll"].includes(style.overflowX) && element.scrollWidth > element.clientWidth;
    const scroller = style.position !== "fixed" && (around.scroller || (scrolls && element !== document.body));
    return { hidden: isHidden, folded: fold || (out ? "" : around.folded), scroller, fixed: around.fixed || style.position === "fixed" };
  };

  // Visits every element before what is in it, in no particular order; `visit` gives what holds for its children.
  const walk = (start, visit) => {
    const stack = [[document.documentElement, start]];
    for (let count = 0; stack.length && count < MOST_ELEMENTS; count++) {
      const [node, around] = stack.pop();
      const element = node.nodeType === Node.ELEMENT_NODE;
      if (element && UNSEEN.has(node.tagName)) continue;
      const inside = element ? visit(node, around) : around;
      for (let child = node.lastElementChild; child; child = child.previousElementSibling) stack.push([child, inside]);
      if (node.shadowRoot) stack.push([node.shadowRoot, inside]);
    }
  };

  const put = (element, stamp, value) => {
    if (value !== undefined) element.setAttribute(stamp, value);
    else if (element.hasAttribute(stamp)) element.removeAttribute(stamp); // the page's own
  };

  const frame = () => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 20)); setTimeout(resolve, 500); });
  const top = () => scrollTo({ top: 0, left: 0, behavior: "instant" });

  window[Symbol.for("auditor")] = {
    // Resolves once nothing has changed for `quiet` ms, at the latest after `most` ms.
    settle: async (quiet, most) => {
      await frame(); // what follows from a new size comes with the next frame
      await new Promise((resolve) => {
        let timer = setTimeout(done, quiet);
        const last = setTimeout(done, most);
        const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, quiet); });
        function done() { observer.disconnect(); clearTimeout(timer); clearTimeout(last); resolve(); }
        observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["class", "style", "hidden"] });
      });
    },

    // Goes down the page once and back, as a reader would, so that what appears in sight appears.
    scroll: async (steps) => {
      for (let step = 1; step <= steps && scrollY + innerHeight < document.documentElement.scrollHeight; step++) {
        scrollTo({ top: step * innerHeight, behavior: "instant" });
        await frame();
      }
      top();
      await frame();
    },

    // Takes every element's measure, with all that moves at its end.
    measure: (letter) => {
      for (const animation of document.getAnimations()) try { animation.finish(); } catch { /* one without an end */ }
      top();
      const right = widest();
      walk({ hidden: false, folded: "", scroller: false, fixed: false }, (element, around) => {
        const style = getComputedStyle(element), rect = element.getBoundingClientRect();
        const escapes = style.position === "fixed" || (style.position === "absolute" && around.folded === "flow");
        const isHidden = (around.folded !== "" && !escapes) || unseen(element, style, rect, around, right);
        measured.set(element, (measured.get(element) || "") + letter);
        if (isHidden) hidden.set(element, (hidden.get(element) || "") + letter);
        if (letter === "d" && (BOXED.has(element.tagName) || [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim())))
          boxes.set(element, [rect.left + scrollX, rect.top + scrollY, rect.width, rect.height].map(Math.round).join());
        return below(element, style, rect, around, isHidden);
      });
      return { width: right, height: document.documentElement.scrollHeight };
    },

    // An element that came between the measurings is not there in the viewport that it missed; one that came after is like what holds it.
    stamp: () => {
      walk("", (element, around) => {
        const at = measured.get(element);
        const own = at === undefined ? around : [..."dm"].filter((v) => !at.includes(v) || (hidden.get(element) || "").includes(v)).join("");
        put(element, HIDDEN_STAMP, own === around ? undefined : own);
        put(element, BOX_STAMP, boxes.get(element));
        return own;
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
