// What no page can go below: only fetching the bytes, or fetching, decoding and parsing them.

const query = new URLSearchParams(location.search);
const session = await (await fetch("/api/_auth/session")).json();
const answer = await fetch(`/api/users/${session.user.id}/projects/${query.get("project")}/resources/files`);
if (!answer.ok) throw new Error(`The server answered ${answer.status}`);

const chunks = [];
let length = 0;
for await (const chunk of answer.body) {
  length += chunk.length;
  if (query.get("work") === "parse") chunks.push(chunk);
}
if (query.get("work") === "parse") {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  length = JSON.parse(new TextDecoder().decode(bytes)).files.length;
}
performance.mark("floor", { detail: length });
