const chosen = (answer) => document.cookie.includes(`val=${answer}`);
const tell = (what) => {
  navigator.sendBeacon("/matning", what);
  fetch("/matning", { method: "POST", body: what }).catch(() => {});
};
if (!chosen("alla") && !chosen("nodvandiga")) {
  document.body.insertAdjacentHTML("beforeend", `<div id="kakor" role="dialog" aria-label="Kakor"><p>Vi använder kakor för statistik och chatt.</p>
    <button type="button" data-val="alla">Acceptera alla</button> <button type="button" data-val="nodvandiga">Endast nödvändiga</button></div>`);
  for (const button of document.querySelectorAll("[data-val]")) button.onclick = () => {
    document.cookie = `val=${button.dataset.val}; path=/`;
    tell("samtycke");
    location.reload();
  };
}
if (chosen("alla")) {
  document.body.insertAdjacentHTML("beforeend", '<button type="button" id="chatt" class="chat-launcher">Chatta med oss</button>');
  document.querySelector("#chatt").onclick = () => {
    tell("chatt");
    document.body.insertAdjacentHTML("beforeend", `<div id="samtal"><h2>Chatt</h2><p>Hej! Jag är Flytthjälpen, en chattbot.
      Fråga mig om priser och lediga tider.</p></div>`);
  };
}
document.querySelector("#visa")?.addEventListener("click", () => {
  tell("nummer");
  const number = ["08", "465 004 37"].join("-");
  document.querySelector("#nummer").innerHTML = `<a href="tel:${number.replace(/\D/g, "")}">${number}</a>`;
});
