// The list of a project's files in plain JavaScript, as a careful author writes it today: one fetch, one JSON.parse, a virtual list
// that recycles its rows. The benchmark compares the app with it.

import { virtualList } from "/virtual-list.js";

const byId = (id) => document.getElementById(id);
const count = new Intl.NumberFormat("en-GB");
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
const utf8 = new TextEncoder();

let files = [];
let shown = [];

const list = virtualList(byId("grid"), byId("rows"), {
  cells: 6,
  draw(cells, index) {
    const file = shown[index];
    cells[0].textContent = cells[0].title = file.original_path;
    cells[1].textContent = file.context_file_category;
    cells[2].textContent = file.context_file_type;
    cells[3].textContent = file.language;
    cells[4].textContent = size(file);
    cells[5].textContent = day.format(new Date(file.created_at));
  },
  open: (index) => open(shown[index]),
});

// Only of rows that are drawn: the texts of all files need not be walked through.
function size(file) {
  file.size ??= utf8.encode(file.text).length;
  return file.size < 1000 ? `${file.size} B` : `${(file.size / 1000).toFixed(1)} kB`;
}

// What the filter looks at, made when it is first needed.
function key(file) {
  return (file.key ??= `${file.original_path}\n${file.title}`.toLowerCase());
}

function update() {
  const text = byId("filter").value.trim().toLowerCase();
  const category = byId("category").value;
  const type = byId("type").value;
  shown =
    text || category || type
      ? files.filter(
          (file) =>
            (!category || file.context_file_category === category) &&
            (!type || file.context_file_type === type) &&
            (!text || key(file).includes(text)),
        )
      : files;
  const all = `${count.format(files.length)} ${files.length === 1 ? "file" : "files"}`;
  byId("status").textContent = shown.length === files.length ? all : `${count.format(shown.length)} of ${all}`;
  byId("grid").setAttribute("aria-rowcount", shown.length + 1);
  list.reset(shown.length);
}

function fillSelect(select, field) {
  const counts = new Map();
  for (const file of files) counts.set(file[field], (counts.get(file[field]) ?? 0) + 1);
  const options = [...counts].sort().map(([value, n]) => new Option(`${value} (${count.format(n)})`, value));
  select.append(...options);
}

function open(file) {
  document.querySelector("section")?.remove();
  const section = document.createElement("section");
  section.setAttribute("aria-label", file.original_path);
  section.innerHTML = "<header><h2></h2><button>Close</button></header><pre></pre>";
  section.querySelector("h2").textContent = file.original_path;
  section.querySelector("pre").textContent = file.text;
  section.querySelector("button").onclick = () => {
    section.remove();
    document.body.classList.remove("open");
  };
  document.body.classList.add("open");
  document.body.append(section);
}

async function load() {
  const project = /^\/projects\/(\d+)\//.exec(location.pathname)[1];
  const session = await (await fetch("/api/_auth/session")).json();
  const answer = await fetch(`/api/users/${session.user.id}/projects/${project}/resources/files`);
  if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
  ({ files } = await answer.json());
  update();
  fillSelect(byId("category"), "context_file_category");
  fillSelect(byId("type"), "context_file_type");
  for (const id of ["filter", "category", "type"]) byId(id).addEventListener("input", update);
}

load().catch((error) => (byId("status").textContent = error.message));
