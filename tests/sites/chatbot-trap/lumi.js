// Lumi, the bot: four topics, one answer each, and the same sorry for everything else. It talks to nobody.
(() => {
  const answers = {
    'Meterstanden': 'Geef je meterstand door in januari. Meer weten? Kijk bij de veelgestelde vragen.',
    'Mijn rekening': 'Je termijnbedrag staat op je jaarnota. Meer weten? Kijk bij de veelgestelde vragen.',
    'Verhuizen': 'Gefeliciteerd met je nieuwe huis! Meer weten? Kijk bij de veelgestelde vragen.',
    'Storing': 'Wat vervelend. Kijk of je buren wel licht hebben. Meer weten? Kijk bij de veelgestelde vragen.',
  };
  const sorry = 'Sorry, dat begrijp ik niet. Kies een van deze onderwerpen.';
  const root = document.getElementById('lumi-chatbot');
  root.innerHTML = `
    <button type="button" class="chat-launcher" aria-expanded="false" aria-controls="lumi-venster">Chat met Lumi</button>
    <section id="lumi-venster" class="chat-window" role="dialog" aria-label="Chat met Lumi" hidden>
      <header>Lumi <small>chatbot</small> <button type="button" class="close" aria-label="Chat sluiten">×</button></header>
      <div class="log"><p class="bot">Hoi! Ik ben een chatbot. Waar kan ik je mee helpen?</p></div>
      <div class="topics"></div>
      <label class="sr" for="lumi-tekst">Typ je vraag</label><input id="lumi-tekst" placeholder="Typ je vraag…">
    </section>`;
  const panel = root.querySelector('section');
  const launcher = root.querySelector('.chat-launcher');
  const log = root.querySelector('.log');
  const say = (who, text) => { const p = document.createElement('p'); p.className = who; p.textContent = text; log.append(p); log.scrollTop = log.scrollHeight; };
  const show = (open) => { panel.hidden = !open; launcher.setAttribute('aria-expanded', String(open)); };
  for (const topic of Object.keys(answers)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = topic;
    button.addEventListener('click', () => { say('me', topic); say('bot', answers[topic]); });
    root.querySelector('.topics').append(button);
  }
  root.querySelector('input').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    say('me', event.target.value);
    event.target.value = '';
    say('bot', sorry);
  });
  launcher.addEventListener('click', () => show(panel.hidden));
  root.querySelector('.close').addEventListener('click', () => show(false));
  for (const opener of document.querySelectorAll('[data-open-chat]')) opener.addEventListener('click', () => show(true));
})();
