// Runs axe-core, which stands in the same isolated world, over the whole document, and reduces its report to what is kept.
// Frames are left alone, and nothing is fetched: `preload` would ask for style sheets and media once more.
async () => {
  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const MOST_NODES = 100, LONGEST = 600;
  const PLAIN = /^[A-Za-z][\p{L}\p{N}_-]*$/u;

  const place = (element) => {
    let before = 1;
    for (let other = element.previousElementSibling; other; other = other.previousElementSibling)
      if (other.localName === element.localName) before++;
    const name = CSS.escape(element.localName.toLowerCase());
    return element.matches(":only-of-type") || !element.parentNode ? name : `${name}:nth-of-type(${before})`;
  };
  // As `spiders.page.elements.selector` makes it of the stored page, where a shadow root is a template.
  const selector = (element) => {
    const steps = [];
    for (let at = element; at; ) {
      const id = at.getAttribute("id");
      if (id && PLAIN.test(id)) { steps.push(`#${id}`); break; }
      steps.push(place(at));
      const root = at.parentElement ? null : at.getRootNode();
      if (root instanceof ShadowRoot) steps.push("template");
      at = at.parentElement ?? root?.host;
    }
    return steps.reverse().join(" > ");
  };
  const node = ({ element, html, failureSummary }) => {
    const form = element.closest("form");
    return {
      selector: selector(element),
      form: form ? selector(form) : "",
      html: String(html).slice(0, LONGEST),
      why: String(failureSummary).slice(0, LONGEST),
    };
  };

  const { testEngine, violations, incomplete } = await axe.run(document, {
    runOnly: { type: "tag", values: TAGS },
    // The first needs what is not fetched; the other is about fingers, and takes as long as all others on a page of a thousand links.
    rules: { "no-autoplay-audio": { enabled: false }, "target-size": { enabled: false } },
    resultTypes: ["violations"],
    elementRef: true,
    selectors: false,
    iframes: false,
    preload: false,
  });
  return {
    engine: testEngine.version,
    findings: violations.map(({ id, impact, tags, help, nodes }) => ({
      rule: id, impact: impact || "", tags, help, count: nodes.length,
      nodes: nodes.slice(0, MOST_NODES).filter(({ element }) => element instanceof Element).map(node),
    })),
    incomplete: incomplete.map(({ id }) => id),
  };
}
