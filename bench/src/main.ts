// The benchmark: the app beside a page in plain JavaScript, in the same run and in turns. See docs/performance.md.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser } from './cdp.ts';
import { measure, type Sample } from './measure.ts';
import { type Mode, type Options, readOptions } from './options.ts';
import { type Project, prepareProject } from './project.ts';
import { makeFolder, removeFolder } from './remains.ts';
import { type Result, report, type Samples, SUBJECTS, type Subject, write } from './report.ts';
import { Server } from './server.ts';

const SLOWDOWN = 4;
const PACE = 5_000_000;
const DOCUMENT = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

interface Site {
  app: Server;
  plain: Server;
  project: Project;
}

async function main(): Promise<void> {
  const options = readOptions();
  const results: Result[] = [];
  for (const files of options.files) {
    const folder = await makeFolder();
    const servers: Server[] = [];
    try {
      const start = async (dist: string, ...args: string[]) => {
        const server = await Server.start(options.server, join(folder, 'neptun.db'), dist, '--demo', ...args);
        servers.push(server);
        return server;
      };
      console.log(`\n${files} files`);
      const app = await start(options.app, '--demo-files', String(files - 1));
      const plain = await start(options.plain);
      const project = await prepareProject(app, files);
      for (const mode of options.modes) {
        const samples = await measureMode(options, { app, plain, project }, mode);
        results.push({ place: { files, mode }, bytes: project.bytes, samples });
      }
    } finally {
      for (const server of servers) await server.stop();
      await removeFolder(folder);
    }
  }
  const text = report(results, options.rounds, await browserVersion(options.chromium));
  console.log(`\n${text}`);
  if (options.write) {
    await write(DOCUMENT, text);
    console.log(`\nWritten to ${DOCUMENT}`);
  }
}

async function measureMode(options: Options, site: Site, mode: Mode): Promise<Samples> {
  const samples: Samples = {};
  const paced = mode === 'paced';
  for (const server of [site.app, site.plain]) await server.pace(paced ? PACE : undefined);
  // A round first that does not count: whoever comes first would otherwise warm the disk for the others.
  for (let round = 0; round <= options.rounds; round++) {
    for (const subject of inTurn(round)) {
      const sample = await measure({
        chromium: options.chromium,
        url: address(site, subject),
        project: site.project,
        slowdown: mode === 'throttled' ? SLOWDOWN : 1,
        // The line has nothing to do with what happens once everything is there.
        use: round > 0 && !paced && (subject === 'app' || subject === 'plain'),
      });
      if (round > 0) (samples[subject] ??= []).push(sample);
      console.log(`  ${mode} ${round}/${options.rounds} ${subject.padEnd(5)} ${brief(sample)}`);
    }
  }
  return samples;
}

// Another one begins in every round, so that whatever one leaves behind meets all the others.
function inTurn(round: number): Subject[] {
  const at = round % SUBJECTS.length;
  return [...SUBJECTS.slice(at), ...SUBJECTS.slice(0, at)];
}

function address({ app, plain, project }: Site, subject: Subject): string {
  switch (subject) {
    case 'app':
      return `${app.url}/projects/${project.id}/files`;
    case 'plain':
      return `${plain.url}/projects/${project.id}/files`;
    default:
      return `${plain.url}/floor.html?project=${project.id}&work=${subject}`;
  }
}

function brief(sample: Sample): string {
  const known = Object.entries(sample).filter(([, value]) => value !== undefined);
  return known.map(([name, value]) => `${name} ${Math.round(value * 10) / 10}`).join('  ');
}

async function browserVersion(chromium: string): Promise<string> {
  const browser = await Browser.launch(chromium);
  try {
    return await browser.version();
  } finally {
    await browser.close();
  }
}

await main();
