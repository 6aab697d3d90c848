// The company's own chat: a launcher and a panel, nothing else. It talks to nobody.
(() => {
  const launcher = document.getElementById('chat-launcher');
  const panel = document.getElementById('chat-panel');
  const show = (open) => {
    panel.hidden = !open;
    launcher.setAttribute('aria-expanded', String(open));
  };
  launcher.hidden = false;
  launcher.addEventListener('click', () => show(panel.hidden));
  panel.querySelector('[data-chat=close]').addEventListener('click', () => show(false));
  panel.querySelector('[data-chat=send]').addEventListener('click', () => {
    fetch('/chatt/meddelanden', {method: 'POST', body: document.getElementById('chat-text').value});
  });
})();
