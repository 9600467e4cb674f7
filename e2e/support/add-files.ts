// The dialog that adds files to a project.

import { deflateRawSync, crc32 } from 'node:zlib';
import { type Locator, type Page, expect } from '@playwright/test';

export interface FilePayload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export function payload(name: string, content: string | Buffer): FilePayload {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
}

export class AddFilesDialog {
  readonly page: Page;
  readonly dialog: Locator;
  readonly table: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Add files' });
    this.table = this.dialog.getByRole('table', { name: 'Files to add' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add files', exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  async choose(files: FilePayload | FilePayload[]): Promise<void> {
    await this.dialog.locator('input[type=file]:not([webkitdirectory])').setInputFiles(files);
  }

  async chooseFolder(folder: string): Promise<void> {
    await this.dialog.locator('input[type=file][webkitdirectory]').setInputFiles(folder);
  }

  // Files that are dropped without a folder.
  async drop(onto: Locator, files: Record<string, string>): Promise<void> {
    const transfer = await this.page.evaluateHandle((files) => {
      const transfer = new DataTransfer();
      for (const [name, text] of Object.entries(files)) transfer.items.add(new File([text], name));
      return transfer;
    }, files);
    await onto.dispatchEvent('dragenter', { dataTransfer: transfer });
    await onto.dispatchEvent('dragover', { dataTransfer: transfer });
    await expect(this.page.getByText('Drop to add')).toBeVisible();
    await onto.dispatchEvent('drop', { dataTransfer: transfer });
  }

  row(path: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('checkbox', { name: `Add ${path}`, exact: true }) });
  }

  field(label: string, path: string): Locator {
    return this.table.getByRole('textbox', { name: `${label} of ${path}`, exact: true }).or(
      this.table.getByRole('combobox', { name: `${label} of ${path}`, exact: true }),
    );
  }

  onConflict(path: string): Locator {
    return this.table.getByRole('combobox', { name: `If it exists: ${path}`, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name });
  }

  // The button that sends so many files.
  send(count: number): Locator {
    return this.button(new RegExp(`^Add ${count.toLocaleString('en-US')} files? \\(`));
  }

  async expectAdded(count: number): Promise<void> {
    const files = `${count.toLocaleString('en-US')} ${count === 1 ? 'file' : 'files'}`;
    await expect(this.dialog).toHaveCount(0, { timeout: 60_000 });
    await expect(this.page.getByRole('status').filter({ hasText: `Added ${files}` })).toBeVisible();
  }
}

// A .zip as it is defined, apart from the library that the app's own are written with.
export function zip(files: Record<string, string>, claimedSize?: number): Buffer {
  const parts: Buffer[] = [];
  const table: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const path = Buffer.from(name);
    // From the version to the length of the extra field, as both headers have it.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x800, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(claimedSize ?? content.length, 18);
    shared.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, path, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    table.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), shared, rest, path]));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(table);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(table.length, 8);
  end.writeUInt16LE(table.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
