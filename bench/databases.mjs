// Compares running servers, for example on different databases, in turns:
//
//   node bench/databases.mjs sqlite=http://127.0.0.1:3001 postgres=http://127.0.0.1:3002 two=http://127.0.0.1:3003
//
// Each of them has the demo data with a generated project: --demo --demo-files 10000. See docs/performance.md.

const ROUNDS = 7;
const CLIENTS = 16;
const SECONDS = 3;

async function signIn(url) {
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'demo@neptun.example', password: 'Neptun-Demo1' }),
  });
  const [cookie] = (response.headers.get('set-cookie') ?? '').split(';');
  const { user } = await response.json();
  const send = (method, path, body) =>
    fetch(`${url}${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json', 'accept-encoding': 'identity' },
      body: body && JSON.stringify(body),
    });
  const projects = `/api/users/${user.id}/projects`;
  const list = await (await send('GET', projects)).json();
  const generated = list.projects.find(({ name }) => name.startsWith('generated-'));
  const own = [];
  for (let client = 0; client < CLIENTS; client += 1) {
    const project = { name: `of client ${client}`, project_type: 't', programming_language: 'l' };
    const created = await (await send('POST', projects, project)).json();
    own.push(`${projects}/${created.project.id}/resources/files`);
  }
  return { send, projects, list: `${projects}/${generated.id}/resources/files`, own };
}

async function readList({ send, list }) {
  const start = performance.now();
  const response = await send('GET', list);
  let first;
  for await (const _ of response.body) first ??= performance.now() - start;
  return [first, performance.now() - start];
}

// Requests per second of all clients together.
async function rate(request) {
  const end = performance.now() + SECONDS * 1_000;
  let count = 0;
  const client = async (number) => {
    while (performance.now() < end) {
      const response = await request(number);
      if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
      await response.arrayBuffer();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  return count / SECONDS;
}

const FILE = {
  title: 't',
  original_path: '/t',
  context_file_category: 'c',
  context_file_type: 't',
  text: 'x'.repeat(1_000),
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const servers = [];
for (const argument of process.argv.slice(2)) {
  const [name, url] = argument.split('=');
  servers.push({ name, ...(await signIn(url)), figures: {} });
}
for (let round = 0; round < ROUNDS; round += 1) {
  for (const server of servers) {
    const [first, whole] = await readList(server);
    const reads = await rate(() => server.send('GET', server.projects));
    const writes = await rate((client) => server.send('POST', server.own[client], FILE));
    const together = await rate(() => server.send('POST', server.own[0], FILE));
    const measured = {
      'list, first byte (ms)': first,
      'list, whole (ms)': whole,
      'small reads per second': reads,
      'writes per second': writes,
      'writes to one project per second': together,
    };
    for (const [figure, value] of Object.entries(measured)) (server.figures[figure] ??= []).push(value);
  }
}
for (const figure of Object.keys(servers[0].figures)) {
  const base = servers[0].figures[figure];
  const cells = servers.map(({ figures }) => {
    const ratio = median(figures[figure].map((value, round) => value / base[round]));
    return `${median(figures[figure]).toFixed(1)} (${ratio.toFixed(2)})`;
  });
  console.log(`| ${figure} | ${cells.join(' | ')} |`);
}
