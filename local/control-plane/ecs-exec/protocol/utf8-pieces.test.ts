import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieceBytes, utf8Pieces } from './utf8-pieces.ts';

describe('the pieces of an output', () => {
  it('are whole characters, at most 1024 bytes each, and all of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), fc.nat(4000), (text, cut) => {
        const bytes = Buffer.from(text, 'utf8');
        const first = utf8Pieces(bytes.subarray(0, cut));
        const second = utf8Pieces(Buffer.concat([first.rest, bytes.subarray(cut)]));
        const pieces = [...first.pieces, ...second.pieces];
        expect(pieces.map((piece) => piece.toString('utf8')).join('')).toBe(text);
        expect(second.rest).toHaveLength(0);
        expect(Math.max(0, ...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(pieceBytes);
      }),
    );
  });

  it('keep bytes that are no text as they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (given) => {
        const { pieces, rest } = utf8Pieces(Buffer.from(given));
        expect(Buffer.concat([...pieces, rest])).toEqual(Buffer.from(given));
        expect(rest.length).toBeLessThan(4);
      }),
    );
  });
});
