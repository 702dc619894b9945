import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { EdgeAnswer } from '../edge-client.ts';

const decoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  identity: (body) => body,
};

/** A page as a browser reads it. */
export interface ReadPage {
  readonly html: string;
  readonly encoding: string;
  /** Whether it is compressed for a browser that takes that, or plain for one that does not. */
  readonly isAsAccepted: boolean;
}

/** Reads a page for a browser that takes these encodings. */
export function readPage({ headers, body }: EdgeAnswer, encodings: readonly string[]): ReadPage {
  const encoding = headers['content-encoding'] ?? 'identity';
  const html = decoders[encoding]?.(body).toString() ?? '';
  const wanted = encodings.length === 0 ? ['identity'] : encodings;
  return { html, encoding, isAsAccepted: wanted.includes(encoding) };
}
