// The states that the server may have, as far as a user has been told: of a write whose outcome is unknown, both.

import type { ProjectFile } from '../types.ts';

export interface FileState {
  path: string;
  title: string;
  category: string;
  type: string;
  language: string;
  text: string;
}

// `undefined` is a file that is not there.
type Possible = FileState | undefined;

export type Patch = Partial<FileState>;

interface Deletion {
  // The paths that they had, by stem: if one is not deleted, the app names it by that, and it may be moved afterwards.
  files: Map<string, string>;
  at: number;
}

// The time in which a deletion can be undone for sure, in milliseconds.
const UNDO_WITHIN = 8_000;

// A file keeps the first part of its name, its stem, wherever it is moved.
export function stemOf(path: string): string {
  return /([^/]*?)-[^/]*$/.exec(path)?.[1] ?? path;
}

export class Model {
  readonly #files = new Map<string, Possible[]>();
  // The last is the latest.
  #deletions: Deletion[] = [];
  #stems = 0;

  newStem(): string {
    this.#stems += 1;
    return `f${this.#stems}`;
  }

  statesOf(stem: string): FileState[] {
    return (this.#files.get(stem) ?? []).filter((state) => state !== undefined);
  }

  // A file was added, or maybe.
  added(state: FileState, isKnown: boolean): void {
    this.#files.set(stemOf(state.path), isKnown ? [state] : [undefined, state]);
  }

  // A file was changed, or maybe.
  changed(stem: string, patches: Patch[], isKnown: boolean): void {
    const before = this.#files.get(stem) ?? [];
    const after = before.flatMap((state) => (state ? patches.map((patch) => ({ ...state, ...patch })) : []));
    this.#files.set(stem, distinct(isKnown ? after : [...before, ...after]));
  }

  // The changes that an app makes which shows this path: a title that is the name of the file follows it.
  patchesOfMove(stem: string, shown: string, path: string): Patch[] {
    const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
    const views = this.statesOf(stem).filter((state) => state.path === shown);
    if (views.length === 0) throw new Error(`The app shows ${shown}, which cannot be: ${this.statesOf(stem).map(words).join(' or ')}`);
    return views.map((view) => (view.title === nameOf(shown) ? { path, title: nameOf(path) } : { path }));
  }

  deleted(paths: string[]): void {
    this.#deletions.push({ files: new Map(paths.map((path) => [stemOf(path), path])), at: Date.now() });
  }

  // The files that Undo brings back, if that is certain.
  undo(): string[] | undefined {
    const last = this.#deletions.at(-1);
    if (!last || Date.now() - last.at > UNDO_WITHIN) return undefined;
    this.#deletions.pop();
    return [...last.files.keys()];
  }

  // The page ends, so nothing can be undone.
  cannotUndo(): void {
    for (const deletion of this.#deletions) deletion.at = -Infinity;
  }

  // The app has said that these are not deleted. They may be, if the page has ended meanwhile and the next has asked again.
  notDeleted(paths: string[]): void {
    for (const path of paths) {
      const stem = stemOf(path);
      this.#deletions.find(({ files }) => files.get(stem) === path)?.files.delete(stem);
      this.#files.set(stem, distinct([...(this.#files.get(stem) ?? []), undefined]));
    }
  }

  // All deletions have come to their end.
  settleDeletions(): void {
    for (const stem of this.#deletions.flatMap(({ files }) => [...files.keys()])) this.#files.set(stem, [undefined]);
    this.#deletions = [];
  }

  // The differences between what the server has and what it may have, each in words.
  compare(files: readonly ProjectFile[]): string[] {
    const found = new Map<string, FileState[]>();
    for (const file of files) {
      const stem = stemOf(file.original_path);
      found.set(stem, [...(found.get(stem) ?? []), stateOf(file)]);
    }
    const differences: string[] = [];
    for (const stem of new Set([...found.keys(), ...this.#files.keys()])) {
      const possible = this.#files.get(stem) ?? [undefined];
      const [state, another] = found.get(stem) ?? [];
      if (another) differences.push(`${stem} is there more than once`);
      if (!possible.some((one) => isSame(one, state))) {
        differences.push(`${stem} is ${words(state)}, and should be ${possible.map(words).join(' or ')}`);
      }
    }
    return differences;
  }
}

function stateOf(file: ProjectFile): FileState {
  return {
    path: file.original_path,
    title: file.title,
    category: file.context_file_category,
    type: file.context_file_type,
    language: file.language ?? '',
    text: file.text,
  };
}

function isSame(a: Possible, b: Possible): boolean {
  return words(a) === words(b);
}

function distinct(states: Possible[]): Possible[] {
  return states.filter((state, at) => states.findIndex((other) => isSame(state, other)) === at);
}

function words(state: Possible): string {
  if (!state) return 'not there';
  const { path, title, category, type, language, text } = state;
  return JSON.stringify([path, title, category, type, language, text]);
}
