/** As much as the agent puts into one message. */
export const pieceBytes = 1024;

/**
 * Output in pieces of at most 1024 bytes that end between characters. `rest` begins a character whose end has not been
 * read yet; bytes that are no UTF-8 pass as they are.
 */
export function utf8Pieces(data: Buffer): { readonly pieces: readonly Buffer[]; readonly rest: Buffer } {
  const pieces: Buffer[] = [];
  let from = 0;
  while (data.length - from > 0) {
    const to = lastBoundary(data, from, Math.min(data.length, from + pieceBytes));
    if (to === from) break;
    pieces.push(data.subarray(from, to));
    from = to;
  }
  return { pieces, rest: data.subarray(from) };
}

/** The end of the last whole character before `to`; `from` if there is none yet. */
function lastBoundary(data: Buffer, from: number, to: number): number {
  for (let start = to - 1; start >= Math.max(from, to - 4); start -= 1) {
    const byte = data[start] ?? 0;
    if (isContinuation(byte)) continue;
    return start + lengthOf(byte) > to ? start : to;
  }
  return to;
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

function lengthOf(first: number): number {
  if (first >= 0xf0 && first < 0xf8) return 4;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xc0 && first < 0xe0 ? 2 : 1;
}
