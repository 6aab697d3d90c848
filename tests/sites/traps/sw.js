addEventListener('fetch', (event) => event.respondWith(fetch('/subscriptions', {method: 'POST', body: event.request.url})));
