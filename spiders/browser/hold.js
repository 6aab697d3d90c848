// Runs in every document of a visit before its own scripts: what no route holds back.
// Gone from the start: ways to send that requests and sockets do not go through. No form is sent. When the hold begins workers
// end, and from then on a document is not told that it is left: what it would send then goes past the routes.
(() => {
  for (const name of ["SharedWorker", "RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "WebSocketStream", "fetchLater"])
    delete window[name];

  const { apply, construct } = Reflect;
  const { terminate } = Worker.prototype;
  const { preventDefault, stopImmediatePropagation } = Event.prototype;
  const { submit } = HTMLFormElement.prototype;
  const method = (form, button) => button?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "get";
  const closes = (form, button) => method(form, button).trim().toLowerCase() === "dialog";
  HTMLFormElement.prototype.submit = function () { if (closes(this)) apply(submit, this, []); };
  addEventListener("submit", (event) => { if (!closes(event.target, event.submitter)) apply(preventDefault, event, []); }, true);

  const workers = [];
  let held = false;
  const end = (worker) => apply(terminate, worker, []);
  window.Worker = Worker.prototype.constructor = new Proxy(Worker, {
    construct(...call) {
      const worker = construct(...call);
      if (held) end(worker); // its script has not come yet
      else workers[workers.length] = worker;
      return worker;
    },
  });
  const untold = (event) => { if (held) apply(stopImmediatePropagation, event, []); };
  for (const name of ["beforeunload", "pagehide", "unload", "visibilitychange", "freeze"]) addEventListener(name, untold, true);
  const hold = () => { held = true; for (let i = 0; i < workers.length; i++) end(workers[i]); };
  Object.defineProperty(window, Symbol.for("auditor.hold"), { value: hold });
})()
