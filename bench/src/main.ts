// The benchmark: the app beside a page in plain JavaScript, and beside another build of the app if there is one, in the same run and
// in turns. See docs/performance.md.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser } from './cdp.ts';
import { makeFolder, removeFolder } from './cleanup.ts';
import { type Section, write } from './document.ts';
import { findingTable, type Findings } from './finding-report.ts';
import { find } from './finding.ts';
import { measure } from './measure.ts';
import { type Mode, type Options, readOptions } from './options.ts';
import { type Project, prepareProject } from './project.ts';
import { type Samples, SUBJECTS, type Subject, table, visitsTable } from './report.ts';
import { Server } from './server.ts';
import { visit } from './visits.ts';

const SLOWDOWN = 4;
const PACE = 5_000_000;
const DOCUMENT = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

interface Site {
  project: Project;
  app: Server;
  against?: Server;
  plain: Server;
}

async function main(): Promise<void> {
  const options = readOptions();
  const sections: Section[] = [];
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
      const project = await prepareProject(app, files);
      // Each server generates one project. Another one of about the same size is for going to and fro.
      const plain = await start(options.plain, '--demo-files', String(files));
      const against = options.against === undefined ? undefined : await start(options.against);
      const site = { project, app, against, plain };
      for (const mode of options.modes) sections.push({ place: { files, mode }, text: await section(options, site, files, mode) });
    } finally {
      for (const server of servers) await server.stop();
      await removeFolder(folder);
    }
  }
  console.log(sections.map(({ text }) => `\n${text}`).join('\n'));
  if (options.write) {
    await write(DOCUMENT, sections, await browserVersion(options.chromium));
    console.log(`\nWritten to ${DOCUMENT}`);
  }
}

async function section(options: Options, site: Site, files: number, mode: Mode): Promise<string> {
  const place = { files, mode };
  switch (mode) {
    case 'visits': {
      const memory = await visit(options.chromium, site.app.url, [site.project, await prepareProject(site.app, files + 1)]);
      console.log(`  visits ${memory.map((kilobytes) => Math.round(kilobytes / 1024)).join('  ')} MB`);
      return visitsTable(place, memory);
    }
    case 'finding':
      return findingTable(place, await measureFinding(options, site));
    default:
      return table({ place, bytes: site.project.bytes, samples: await measureLoads(options, site, mode) }, options.rounds);
  }
}

async function measureLoads(options: Options, site: Site, mode: Exclude<Mode, 'visits' | 'finding'>): Promise<Samples> {
  const samples: Samples = {};
  for (const server of [site.app, site.against, site.plain]) await server?.pace(mode === 'paced' ? PACE : undefined);
  const conditions = { slowdown: mode === 'throttled' ? SLOWDOWN : 1, uncompressed: mode === 'uncompressed' };
  await inTurns(options.rounds, subjectsOf(site, SUBJECTS), async (subject, round) => {
    const sample = await measure({
      chromium: options.chromium,
      url: address(site, subject),
      project: site.project,
      conditions,
      // The line has nothing to do with what happens once everything is there.
      use: round > 0 && (mode === 'unthrottled' || mode === 'throttled') && subject !== 'bytes' && subject !== 'parse',
    });
    if (round > 0) (samples[subject] ??= []).push(sample);
    const figures = Object.entries(sample).map(([name, value]) => `${name} ${Math.round(value * 10) / 10}`);
    console.log(`  ${mode} ${round}/${options.rounds} ${subject.padEnd(7)} ${figures.join('  ')}`);
  });
  return samples;
}

async function measureFinding(options: Options, site: Site): Promise<Findings> {
  const findings: Findings = { app: [] };
  await inTurns(options.rounds, subjectsOf(site, ['app', 'against']), async (subject, round) => {
    const finding = await find(options.chromium, site[subject]?.url ?? '', site.project);
    if (round > 0) (findings[subject] ??= []).push(finding);
    console.log(`  finding ${round}/${options.rounds} ${subject.padEnd(7)} ${JSON.stringify(finding)}`);
  });
  return findings;
}

function subjectsOf<S extends Subject>(site: Site, subjects: readonly S[]): S[] {
  return subjects.filter((subject) => subject !== 'against' || site.against);
}

// Another one begins in every round, so that whatever one leaves behind meets all the others. Round 0 is one that does not count: whoever
// comes first would otherwise warm the disk for the others.
async function inTurns<S>(rounds: number, subjects: readonly S[], work: (subject: S, round: number) => Promise<void>): Promise<void> {
  for (let round = 0; round <= rounds; round++) {
    const first = round % subjects.length;
    for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) await work(subject, round);
  }
}

function address({ app, against, plain, project }: Site, subject: Subject): string {
  const list = `/projects/${project.id}/files`;
  switch (subject) {
    case 'app':
      return app.url + list;
    case 'against':
      return (against?.url ?? '') + list;
    case 'plain':
      return plain.url + list;
    default:
      return `${plain.url}/floor.html?project=${project.id}&work=${subject}`;
  }
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
