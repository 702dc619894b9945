import { wholeNumber } from '../json/whole-number.ts';

/** The whole number that a variable of a test run is, or `usual` where it is not set or empty; any other value is refused. */
export function numberVariable(
  name: string,
  usual: number,
  variables: NodeJS.ProcessEnv = process.env,
): number {
  const text = variables[name] || undefined;
  const number = text === undefined ? usual : wholeNumber(text);
  if (number === undefined) throw new Error(`${name} must be a whole number, not '${text}'`);
  return number;
}
