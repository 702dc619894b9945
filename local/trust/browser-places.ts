import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere } from '../processes/is-there.ts';
import { createDatabase } from './browser-store.ts';
import type { TrustMachine, TrustPlace } from './trust-machine.ts';

/** Where Chromium, Chrome and others of their kind keep authorities, as packages, snaps and flatpaks. */
const chromiumFolders = [
  '.pki/nssdb',
  '.local/share/pki/nssdb',
  'snap/chromium/current/.pki/nssdb',
  '.var/app/org.chromium.Chromium/.pki/nssdb',
  '.var/app/org.chromium.Chromium/data/pki/nssdb',
  '.var/app/com.google.Chrome/.pki/nssdb',
  '.var/app/com.google.Chrome/data/pki/nssdb',
];

/** Folders of Firefox with a folder for each profile. */
const firefoxFolders = [
  '.mozilla/firefox',
  '.config/mozilla/firefox',
  'snap/firefox/common/.mozilla/firefox',
  '.var/app/org.mozilla.firefox/.mozilla/firefox',
  '.var/app/org.mozilla.firefox/config/mozilla/firefox',
  'Library/Application Support/Firefox/Profiles',
];

const chromiums = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The databases of Chromium; where it is installed and was never started, the one that it will use is made. */
export async function chromiumPlaces(machine: TrustMachine): Promise<readonly TrustPlace[]> {
  // On macOS it asks the keychain.
  if (machine.platform === 'darwin') return [];
  const places = await databasesIn(chromiumFolders.map((folder) => join(machine.home, folder)));
  if (places.length > 0 || !(await isInstalled(machine))) return places.map(asChromium);
  const path = join(machine.home, '.pki', 'nssdb');
  await mkdir(path, { recursive: true, mode: 0o700 });
  await createDatabase(machine, path);
  return [asChromium(path)];
}

/** The profiles of Firefox that were used once. */
export async function firefoxPlaces({ home }: TrustMachine): Promise<readonly TrustPlace[]> {
  const profiles = await Promise.all(
    firefoxFolders.map(async (folder) => {
      const entries = await readdir(join(home, folder), { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(home, folder, name));
    }),
  );
  return (await databasesIn(profiles.flat())).map((path) => ({ kind: 'firefox', path }));
}

async function databasesIn(folders: readonly string[]): Promise<readonly string[]> {
  const there = await Promise.all(folders.map((folder) => isThere(join(folder, 'cert9.db'))));
  return folders.filter((_, index) => there[index]);
}

async function isInstalled({ run }: TrustMachine): Promise<boolean> {
  const found = await Promise.all(chromiums.map((name) => run('sh', ['-c', `command -v ${name}`])));
  return found.some(({ exitCode }) => exitCode === 0);
}

function asChromium(path: string): TrustPlace {
  return { kind: 'chromium', path };
}
