import { parseJson } from '../json/parse-json.ts';

/** Whether a line of output is JSON. */
export function isJson(line: string): boolean {
  return parseJson(line) !== undefined;
}
