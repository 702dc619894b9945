import { createHash } from 'node:crypto';

/** A UUID that is always the same for the same text: its SHA-256, written as AWS writes ids. */
export function uuidOf(text: string): string {
  return asUuid(createHash('sha256').update(text).digest('hex'));
}

/** Writes at least 32 hexadecimal digits as a UUID. */
export function asUuid(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
