import { stripVTControlCharacters } from 'node:util';

/** Wants every line. */
export const everyText = (): boolean => true;

/** Wants lines in which an expression is found, whatever colours they have. */
export function textsWith(expression: RegExp): (text: string) => boolean {
  return (text) => expression.test(stripVTControlCharacters(text));
}
