// Two servers with one PostgreSQL behind nginx, with the configuration that we recommend but for TLS.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Server, startServer } from './server.ts';

const START_WITHIN_MS = 10_000;

// The header of a response that names the server that it is from.
export const UPSTREAM = 'x-upstream';

export async function startBalanced(database: string): Promise<Server> {
  const servers = await Promise.all(
    [1, 2].map(() => startServer('--database', database, '--no-demo', '--trusted-proxy', '127.0.0.1')),
  );
  const folder = await mkdtemp(join(tmpdir(), 'neptun-nginx-'));
  const port = await freePort();
  await writeFile(join(folder, 'nginx.conf'), await configuration(folder, port, servers));
  const nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'], { stdio: 'ignore' });
  const stop = async () => {
    await end(nginx);
    await Promise.all(servers.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}`;
  try {
    await ready(url);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function configuration(folder: string, port: number, servers: Server[]): Promise<string> {
  const documented = await readFile(new URL('../../docs/deploy/nginx.conf', import.meta.url), 'utf8');
  const upstreams = servers.map(({ url }) => `server ${new URL(url).host};`).join(' ');
  const [site] = documented
    .replace('server 127.0.0.1:3000;', upstreams)
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
    .replace('proxy_buffering off;', 'proxy_buffering off; add_header X-Upstream $upstream_addr always;')
    .replaceAll(/ssl_certificate.*;/g, '')
    .replaceAll('neptun.example.org', 'localhost')
    .split(/^server \{\s+listen 80;/m);
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
  return `daemon off; pid ${folder}/pid; events {} http { access_log off; ${folders.join(' ')} ${site} }`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

async function ready(url: string): Promise<void> {
  const start = Date.now();
  for (;;) {
    const response = await fetch(`${url}/health`).catch(() => undefined);
    if (response?.ok) return;
    if (Date.now() - start > START_WITHIN_MS) throw new Error('nginx did not get ready in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const ended = once(process, 'exit');
  process.kill('SIGTERM');
  await ended;
}
