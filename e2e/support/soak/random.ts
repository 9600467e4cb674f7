// Random choices that a seed repeats.

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  // From 0 to less than 1 (mulberry32).
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  // A whole number from 0 to less than `end`.
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  // True so often, from 0 to 1.
  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] as T;
  }

  // So many different ones, or all if there are fewer.
  some<T>(from: readonly T[], count: number): T[] {
    const rest = [...from];
    const picked: T[] = [];
    while (picked.length < count && rest.length > 0) picked.push(...rest.splice(this.below(rest.length), 1));
    return picked;
  }
}

// Pieces of text that get mangled on their way, and some that usually do not.
const PIECES = [
  '<p class="x">&amp;</p>',
  '\0',
  '\r\n',
  '\r',
  '\n',
  '\ufeff',
  '🦀 👩‍🚀',
  'e\u0301 ä a\u0308',
  '\u202eright to left',
  '\u2028',
  '\t',
  '\\"\'`${x}',
  '\u0007',
  'fn main() {}\n',
  'plain words ',
  'x'.repeat(6_000),
] as const;

// A text of anything, or nothing. Never so many control characters that it counts as no text.
export function anyText(random: Random): string {
  if (random.chance(0.08)) return '';
  const start = random.chance(0.1) ? '\ufeff' : '';
  const pieces = Array.from({ length: 1 + random.below(12) }, () => `${random.pick(PIECES)}words`);
  return `${start}a text of ${pieces.join('')}`;
}

// A line that is typed into an editor, of more than one character, so that nothing completes it.
export function lineOfText(random: Random): string {
  const pieces = ['<b>&lt;', '🦀', 'e\u0301', 'words ', '\u202e', 'y'.repeat(3_000), '"quoted"'] as const;
  return `typed ${random.pick(pieces)}${random.below(1_000)}`;
}
