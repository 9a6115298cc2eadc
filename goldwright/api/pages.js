// Sends a form with the token after `#` to the API, and says how it went.
const form = document.querySelector("form");
const said = document.getElementById("said");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const token = decodeURIComponent(location.hash.slice(1));
  const body = { token, ...Object.fromEntries(new FormData(form)) };
  const answer = await fetch(form.dataset.post, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const shown = await answer.json();
  if (answer.ok) {
    history.replaceState(null, "", location.pathname);
    form.remove();
    said.textContent = `You are signed in until ${new Date(shown.expires_at).toLocaleString()}.`;
  } else {
    said.textContent = shown.detail;
  }
});
