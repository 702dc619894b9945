import { text } from '../../properties/scalars.ts';

/**
 * The name of a header, other than those that a pattern reserves.
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#name-tokens
 */
export function headerNameExcept(reserved: RegExp, why: string) {
  return text.refine((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !reserved.test(name), why);
}
