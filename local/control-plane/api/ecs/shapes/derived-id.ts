import { uuidOf } from '../../../../../definition/model/uuid.ts';

/** A UUID that is always the same for the same parts, for what AWS gives ids to and our state does not. */
export function derivedId(...parts: readonly string[]): string {
  return uuidOf(parts.join('/'));
}
