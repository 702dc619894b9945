import { delimiter, join } from 'node:path';
import { isThere } from '../processes/is-there.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const onMac = ['Chromium', 'Google Chrome'].map((name) =>
  join('/Applications', `${name}.app`, 'Contents', 'MacOS', name),
);

/** The browser of the tests: what `CHROMIUM` names, else Chromium or Chrome. Undefined where there is none. */
export async function findChromium(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { CHROMIUM: given = '', PATH = '' } = environment;
  const folders = PATH.split(delimiter).filter((folder) => folder !== '');
  const known = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const path of given === '' ? [...known, ...onMac] : [given]) {
    if (await isThere(path)) return path;
  }
  return undefined;
}
