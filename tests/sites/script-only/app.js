// A small application: one JSON file in, pages out. Links are History routes, the guides are hash routes.
const app = document.getElementById('app');
const site = await (await fetch('/api/site.json')).json();

const route = () => site.pages[location.hash.slice(1)] ?? site.pages[location.pathname] ?? site.pages.missing;

const element = (name, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
};

const link = ([label, href]) => {
  const made = element('a', {href, textContent: label});
  if (!href.startsWith('/')) return made;
  made.addEventListener('click', (event) => {
    event.preventDefault();
    history.pushState(null, '', href);
    render();
  });
  return made;
};

const block = ({heading, text, links = [], fields}) => {
  const made = element('section', {});
  if (heading) made.append(element('h2', {textContent: heading}));
  if (text) made.append(element('p', {textContent: text}));
  if (links.length) made.append(element('p', {className: 'links'}, ...links.map(link)));
  if (fields) {
    const form = element('form', {method: 'post', action: '/api/messages'});
    for (const [name, label, type] of fields) {
      form.append(element('label', {htmlFor: name, textContent: label}));
      form.append(element(type === 'textarea' ? 'textarea' : 'input', {id: name, name, required: true, ...(type === 'textarea' ? {rows: 5} : {type})}));
    }
    form.append(element('button', {textContent: 'Send message'}));
    made.append(form);
  }
  return made;
};

function render() {
  const page = route();
  document.title = `${page.title} | Tidewell`;
  app.replaceChildren(
    element('header', {}, link(['Tidewell', '/']), element('nav', {}, ...site.menu.map(link))),
    element('main', {}, element('h1', {textContent: page.title}), ...page.blocks.map(block)),
    element('footer', {}, element('p', {textContent: site.footer}), element('p', {className: 'links'}, ...site.footer_links.map(link))),
  );
  app.querySelector('header > a').className = 'brand';
  document.body.className = page.look ?? '';
  scrollTo(0, 0);
}

addEventListener('popstate', render);
addEventListener('hashchange', render);
render();
