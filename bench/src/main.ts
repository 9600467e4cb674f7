// The benchmark: the app beside a page in plain JavaScript, in the same run and in turns. See docs/performance.md.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser } from './cdp.ts';
import { find, type Finding } from './finding.ts';
import { measure, type Sample } from './measure.ts';
import { type Mode, type Options, readOptions } from './options.ts';
import { type Project, prepareProject } from './project.ts';
import { makeFolder, removeFolder } from './remains.ts';
import { findingTable } from './finding-report.ts';
import { type Samples, SUBJECTS, type Subject, table, visitsTable } from './report.ts';
import { type Section, write } from './document.ts';
import { Server } from './server.ts';
import { visit } from './visits.ts';

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
      for (const mode of options.modes) {
        const place = { files, mode };
        if (mode === 'visits') {
          const memory = await visit(options.chromium, app.url, [project, await prepareProject(app, files + 1)]);
          console.log(`  visits ${memory.map((kilobytes) => Math.round(kilobytes / 1024)).join('  ')} MB`);
          sections.push({ place, text: visitsTable(place, memory) });
        } else if (mode === 'finding') {
          const findings: Finding[] = [];
          for (let round = 0; round <= options.rounds; round++) {
            const finding = await find(options.chromium, app.url, project);
            // As with the others, the first one does not count.
            if (round > 0) findings.push(finding);
            console.log(`  finding ${round}/${options.rounds} ${JSON.stringify(finding)}`);
          }
          sections.push({ place, text: findingTable(place, findings) });
        } else {
          const samples = await measureMode(options, { app, plain, project }, mode);
          sections.push({ place, text: table({ place, bytes: project.bytes, samples }, options.rounds) });
        }
      }
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

async function measureMode(options: Options, site: Site, mode: Exclude<Mode, 'visits' | 'finding'>): Promise<Samples> {
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
