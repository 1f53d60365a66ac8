const settings = JSON.parse(document.getElementById("settings").textContent);

// Calls go to this host; unless one has logged in by hand, each gets a token first.
async function prepared(request) {
  const url = new URL(request.url, location.origin);
  request.url = location.origin + url.pathname + url.search;
  if (url.pathname === settings.token) {
    sendInForm(request);
  } else if (url.pathname.startsWith(settings.base)) {
    request.headers.Authorization ??= `Bearer ${await newToken()}`;
  }
  return request;
}

// The dialog sends its credentials in a header, which the token endpoint does not take.
function sendInForm(request) {
  const [id, secret] = atob(request.headers.Authorization.split(" ")[1]).split(":");
  const form = new URLSearchParams(request.body);
  form.set("client_id", id);
  form.set("client_secret", secret);
  request.body = form.toString();
  delete request.headers.Authorization;
}

async function newToken() {
  const body = new URLSearchParams(settings.form);
  const answer = await fetch(settings.token, { method: "POST", body });
  return (await answer.json()).access_token;
}

const ui = SwaggerUIBundle({
  url: settings.document,
  dom_id: "#ui",
  deepLinking: true,
  docExpansion: "none",
  requestInterceptor: prepared,
  tryItOutEnabled: true,
  validatorUrl: null,
});
ui.initOAuth({
  clientId: settings.form.client_id,
  clientSecret: settings.form.client_secret,
});
