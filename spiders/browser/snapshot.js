// Looks at the page from within: settle and scroll, measure (once a viewport), stamp.
// Nothing is clicked, typed or sent; what is stamped is explained in page.py.
() => {
  const UNSEEN = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "HEAD", "META", "LINK", "TITLE"]);
  const BOXED = new Set(["A", "AREA", "BUTTON", "INPUT", "TEXTAREA", "SELECT", "FORM", "IFRAME", "IMG"]);
  const NAMED = "[role=button], [aria-label], [title]";
  const BOXLESS = new Set(["AREA", "OPTION", "OPTGROUP"]); // seen where what holds them is seen
  const PICTURES = new Set(["IMG", "VIDEO", "CANVAS", "IFRAME", "OBJECT", "EMBED", "svg"]);
  const LATE = "[data-bg], [data-bgset], [data-background], [data-background-image], [data-src], [class*=lazy]"; // a picture may yet come
  const SIDES = ["::before", "::after"];
  const MOST_ELEMENTS = 20000, MOST_RULES = 50000, MOST_DOORS = 1000, MOST_PAINTS = 3000;
  const MOST_LETTERS = 10e6, LONGEST_ADDRESS = 2000; // of the document; twice what is fetched of one
  const FAINT = 1.02; // contrast below which nobody tells letters from what is behind them
  const HIDDEN_STAMP = "data-auditor-hidden", BOX_STAMP = "data-auditor-box";

  // By element, the viewports, a letter each,
  const measured = new Map(); // in which it was measured,
  const hidden = new Map(); // of those, in which it is not to be seen,
  const closed = new Map(); // in which it would not be seen even if what holds it were,
  const first = new Map(); // in whose first screen it stands.
  const boxes = new Map(); // By element, its place on the desktop page,
  const inks = new Map(); // the size of its letters there, and their contrast.
  const hovered = new Set(); // What shows when the pointer rests on what holds it.
  const note = (map, element, letter) => map.set(element, (map.get(element) || "") + letter);

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

  // Cut away whole, by a shape or by the old `clip` of what is positioned.
  const clipped = (style) => {
    const cut = style.clip !== "auto" && ["absolute", "fixed"].includes(style.position) ? style.clip.match(/-?[\d.]+(?=px)/g) : null;
    if (cut && cut.length === 4 && (cut[1] - cut[3] <= 1 || cut[2] - cut[0] <= 1)) return true;
    return /^(?:inset\((?:50%\)|.*\b100%)|circle\(0(?:px|%)?[ )])/.test(style.clipPath);
  };

  const unseen = (element, style, rect, around, right) => {
    if (BOXLESS.has(element.tagName)) return around.hidden;
    if (style.display === "contents") return around.hidden || style.visibility !== "visible";
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
    if (folded(element, style, rect) || away(style, rect, around, right) || clipped(style)) return true;
    return rect.width <= 1 && rect.height <= 1 && (style.clip !== "auto" || !element.childElementCount);
  };

  // Whether the element keeps itself closed within something that is hidden already.
  const closes = (element, style) =>
    style.display === "none" || style.opacity === "0" ||
    (element.tagName !== "SUMMARY" && element.parentElement?.tagName === "DETAILS" && !element.parentElement.open);

  const lettered = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

  // Whether something beside letters is drawn in the element.
  const drawn = (element, style) =>
    style.backgroundImage !== "none" || [...element.children].some((child) => child.tagName !== "BR") ||
    SIDES.some((part) => !["none", "normal"].includes(getComputedStyle(element, part).content));

  // Letters without size, or moved out of their own box.
  const mute = (style) => parseFloat(style.fontSize) < 1 || (style.display !== "inline" && parseFloat(style.textIndent) < -500);

  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colours = new Map();
  // Red, green, blue from 0 to 255 and alpha from 0 to 1 of a colour in any notation.
  const rgba = (colour) => {
    if (!colours.has(colour)) {
      const plain = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(colour);
      if (!plain) { pixel.clearRect(0, 0, 1, 1); pixel.fillStyle = colour; pixel.fillRect(0, 0, 1, 1); }
      const [r, g, b, a] = plain ? plain.slice(1) : pixel.getImageData(0, 0, 1, 1).data;
      colours.set(colour, [+r, +g, +b, plain ? +(a ?? 1) : a / 255]);
    }
    return colours.get(colour);
  };
  const over = (front, back, alpha) => [0, 1, 2].map((i) => front[i] * alpha + back[i] * (1 - alpha));
  const luminance = (colour) => { // WCAG 2.2, relative luminance
    const [r, g, b] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  // The colour behind what the element holds; null where a picture, a gradient or an effect is.
  const ground = (element, style, rect, around) => {
    if (style.backgroundImage !== "none" || style.filter !== "none" || style.mixBlendMode !== "normal" || style.boxShadow.includes("inset")) return null;
    if (style.position !== "static" && SIDES.some((part) => backs(getComputedStyle(element, part), rect))) return null;
    const [r, g, b, alpha] = rgba(style.backgroundColor);
    if (!alpha) return around.ground;
    if (around.fade * style.opacity < 1) return null;
    return alpha === 1 ? [r, g, b] : around.ground && over([r, g, b], around.ground, alpha);
  };
  const backs = (part, rect) =>
    part.content !== "none" && (part.backgroundImage !== "none" || rgba(part.backgroundColor)[3] > 0) &&
    parseFloat(part.width) * 2 >= rect.width && parseFloat(part.height) * 2 >= rect.height;

  const within = (x, y, { left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom;
  const middle = (rect) => [(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2];

  // The contrast of letters, or null where something else than what holds them stands behind or before them.
  const inked = ({ element, style, rect, fixed, fade, ground }, paints) => {
    const [x, y] = middle(rect);
    if (!ground || style.backgroundClip === "text" || paints.length > MOST_PAINTS) return null;
    const apart = (paint) => within(x, y, paint.rect) && paint.fixed <= fixed && !paint.element.contains(element) && !element.contains(paint.element);
    if (paints.some(apart)) return null;
    const [r, g, b, alpha] = rgba(style.webkitTextFillColor);
    return contrast(over([r, g, b], ground, alpha * fade), ground);
  };

  // Letters of the colour behind them; not where a picture may have failed to come, or where more than the colour makes them.
  const faint = ({ element, style, lifted }) => {
    if (lifted || style.textShadow !== "none" || style.webkitTextStrokeWidth !== "0px" || drawn(element, style) || element.closest(LATE)) return false;
    const holders = [];
    for (let holder = element; holder; holder = holder.parentElement) holders.push(holder);
    return !holders.some((holder) => SIDES.some((side) => backs(getComputedStyle(holder, side), { width: 1, height: 1 })));
  };

  // What can be seen of the element in the first screen: `own` part, what it `shown` of what it holds, and of what is positioned in it.
  const framed = (style, rect, around) => {
    const own = style.position === "fixed" ? around.screen : style.position === "absolute" ? around.held : around.shown;
    const cut = style.overflow !== "visible" && style.display !== "inline";
    const shown = !cut ? own : {
      left: Math.max(own.left, rect.left), top: Math.max(own.top, rect.top),
      right: Math.min(own.right, rect.right), bottom: Math.min(own.bottom, rect.bottom),
    };
    return { own, shown, held: style.position === "static" ? around.held : shown };
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

  // The rules that show something when the pointer rests on what holds it, as selectors without the pointer, by how they show it.
  const HOVER = /:hover|:focus-within/g;
  const RESTS = /:(?:hover|focus-within)(?![^\s>+~]*$)/;
  const SHOWS = {
    display: (style) => style.display && style.display !== "none",
    visibility: (style) => style.visibility === "visible",
    opacity: (style) => parseFloat(style.opacity) > 0,
    shape: (style) => ["height", "max-height", "width", "max-width", "transform", "translate", "scale", "clip", "clip-path", "left", "right",
      "top", "bottom", "inset", "margin-left", "margin-top", "overflow", "grid-template-rows"].some((name) => style.getPropertyValue(name)),
  };
  const hovers = () => {
    const found = { display: [], visibility: [], opacity: [], shape: [] };
    const waiting = [...document.styleSheets];
    for (let count = 0; waiting.length && count < MOST_RULES; ) {
      const sheet = waiting.pop();
      let rules;
      try { rules = sheet.cssRules; } catch { continue; } // another site's
      for (const rule of rules) {
        count++;
        if (rule.styleSheet) waiting.push(rule.styleSheet);
        if (rule.cssRules?.length && (!rule.media || matchMedia(rule.media.mediaText).matches)) waiting.push(rule);
        if (!rule.selectorText || !RESTS.test(rule.selectorText)) continue;
        const kinds = Object.keys(SHOWS).filter((kind) => SHOWS[kind](rule.style));
        for (const selector of kinds.length ? rule.selectorText.split(/,(?![^()]*\))/).filter((one) => RESTS.test(one)) : [])
          for (const kind of kinds) found[kind].push(selector.replace(HOVER, ""));
      }
    }
    return found;
  };

  // Finds among closed elements those that a pointer opens.
  const hover = (doors) => {
    if (!doors.length) return;
    const found = hovers();
    for (const { element, kind } of doors.slice(0, MOST_DOORS))
      if (found[kind].some((selector) => { try { return element.matches(selector); } catch { return false; } })) hovered.add(element);
  };
  const manner = (style) =>
    style.display === "none" ? "display" : style.visibility !== "visible" ? "visibility" : style.opacity === "0" ? "opacity" : "shape";

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

    // Takes every element's measure, with all that moves at its end; places and letters' sizes are those of the size it is `main` for.
    measure: (letter, main = letter === "d") => {
      for (const animation of document.getAnimations()) try { animation.finish(); } catch { /* one without an end */ }
      top();
      const right = widest();
      const screen = { left: 0, top: 0, right: document.documentElement.clientWidth, bottom: innerHeight };
      const texts = [], paints = [], doors = [];
      const start = { hidden: false, folded: "", scroller: false, fixed: false, lifted: false, fade: 1, ground: [255, 255, 255], screen, shown: screen, held: screen };
      walk(start, (element, around) => {
        const style = getComputedStyle(element), rect = element.getBoundingClientRect();
        const escapes = style.position === "fixed" || (style.position === "absolute" && around.folded === "flow");
        const hasLetters = lettered(element);
        const isMute = hasLetters && mute(style) && !drawn(element, style);
        const isHidden = (around.folded !== "" && !escapes) || unseen(element, style, rect, around, right);
        note(measured, element, letter);
        if (isHidden || isMute) note(hidden, element, letter);
        if (isHidden && around.hidden && closes(element, style)) note(closed, element, letter);
        if (isHidden && main && (!around.hidden || closes(element, style))) doors.push({ element, kind: manner(style) });
        const { own, shown, held } = framed(style, rect, around);
        const lifted = around.lifted || !["static", "relative"].includes(style.position) || style.zIndex !== "auto";
        const inside = { ...below(element, style, rect, around, isHidden), screen, shown, held, lifted, fade: around.fade * style.opacity };
        inside.ground = isHidden ? null : ground(element, style, rect, around);
        if (hasLetters || BOXED.has(element.tagName) || element.matches(NAMED)) {
          if (!isHidden && !isMute && within(...middle(rect), own)) note(first, element, letter);
          if (main && !isHidden) boxes.set(element, [rect.left + scrollX, rect.top + scrollY, rect.width, rect.height].map(Math.round));
        }
        if (hasLetters) texts.push({ ...inside, element, style, rect });
        const painted = PICTURES.has(element.tagName) || style.backgroundImage !== "none" || rgba(style.backgroundColor)[3] > 0;
        if (painted && !isHidden && rect.width > 1 && rect.height > 1) paints.push({ element, rect, fixed: inside.fixed });
        return inside;
      });
      for (const text of texts) {
        const found = text.hidden ? null : inked(text, paints);
        if (main) inks.set(text.element, [Math.round(parseFloat(text.style.fontSize) * 10) / 10, found === null ? "" : Math.round(found * 100) / 100]);
        if (found !== null && found < FAINT && faint(text)) note(hidden, text.element, letter);
      }
      if (letter === "d") hover(doors);
      return { width: right, height: document.documentElement.scrollHeight };
    },

    // An element that came between the measurings is not there in the viewport that it missed; one that came after is like what holds it.
    stamp: () => {
      walk("", (element, around) => {
        const at = measured.get(element);
        const own = at === undefined ? around : [..."dm"].filter((v) => !at.includes(v) || hidden.get(element)?.includes(v)).join("");
        const shut = [...own].map((v) => (closed.get(element)?.includes(v) ? v.toUpperCase() : v)).join("") + (hovered.has(element) ? "h" : "");
        put(element, HIDDEN_STAMP, shut === around ? undefined : shut);
        const box = boxes.get(element), seen = first.get(element), ink = inks.get(element) || [];
        put(element, BOX_STAMP, box || seen || ink.length ? [...(box || ["", "", "", ""]), seen || "", ...ink].join().replace(/,+$/, "") : undefined);
        return own;
      });
      const open = roots().slice(1);
      const html = document.documentElement.getHTML({ shadowRoots: open });
      const attributes = [...document.documentElement.attributes].map((a) => ` ${a.name}="${a.value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`);
      const whole = `<!DOCTYPE html><html${attributes.join("")}>${html}</html>`;
      return {
        html: whole.slice(0, MOST_LETTERS),
        cut: whole.length > MOST_LETTERS,
        requests: [...new Set(performance.getEntriesByType("resource").map((entry) => entry.name.slice(0, LONGEST_ADDRESS)))].slice(0, 600),
      };
    },
  };
}
