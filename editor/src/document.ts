// A text as CodeMirror keeps it, made in slices: of megabytes it takes longer than a frame. A slice may be all line ends.
// A line ends as `crates/project-files/src/text.rs` says.

import { Text } from '@codemirror/state';

const SLICE = 1 << 16;

export const LINE_END = /\r\n?|\n/g;

export async function documentOf(text: string): Promise<Text> {
  let document = Text.empty;
  for (let at = 0; at < text.length; ) {
    // A slice ends before a line end, which must not be cut in two.
    LINE_END.lastIndex = text.charAt(at + SLICE - 1) === '\r' ? at + SLICE - 1 : at + SLICE;
    const end = LINE_END.exec(text)?.index ?? text.length;
    document = document.append(Text.of(text.slice(at, end).split(LINE_END)));
    at = end;
    if (text.length > SLICE) await yieldToBrowser();
  }
  return document;
}

// Lets the browser do what is waiting.
export function yieldToBrowser(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
