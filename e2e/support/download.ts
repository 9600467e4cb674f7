// What the browser was given to save.

import type { Download } from '@playwright/test';

export async function savedText(download: Download): Promise<string> {
  return (await savedBytes(download)).toString();
}

export async function savedBytes(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
