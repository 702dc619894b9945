import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { readAuthority } from '../local/trust/authority.ts';
import { type TrustKind, trust, trustKinds, undo } from '../local/trust/change-trust.ts';
import { authorityFile } from '../local/trust/trust-variables.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';
import type { ScriptContext } from './script.ts';
import { thisMachine } from './trust/this-machine.ts';
import { trustText, undoText } from './trust/trust-text.ts';

await runScript({
  name: 'local:trust',
  about: 'lets the system, Chromium and Firefox trust the certificates of the local environment',
  options: {
    undo: { type: 'boolean', about: 'take out what it put in, also of an environment that is gone' },
    store: {
      type: 'string',
      multiple: true,
      value: trustKinds.join('|'),
      about: 'only this one; may be repeated',
    },
  },
  variables: { HOME: 'where the databases of browsers are' },
  examples: ['', '--store chromium', '--undo'],
  run: async (context) => {
    const environment = localEnvironment();
    const kinds = kindsOf(context.lists.store ?? []);
    if (context.options.undo !== true) return await trustIt(context, environment, kinds);
    if (kinds.length < trustKinds.length)
      throw wrongStore('--undo takes it out of every store: leave out --store');
    const stores = await undo(thisMachine(context.say), environment);
    const { name } = environment;
    context.print(context.json ? JSON.stringify({ environment: name, stores }) : undoText(stores, name));
    return stores.some(({ result }) => result === 'failed') ? 1 : 0;
  },
});

async function trustIt(
  { json, print, say }: ScriptContext,
  environment: LocalEnvironment,
  kinds: readonly TrustKind[],
): Promise<number> {
  const authority = await readAuthority(environment);
  const stores = await trust(thisMachine(say), environment, authority, kinds);
  const file = authorityFile(environment);
  const { fingerprint } = authority;
  const result = { environment: environment.name, authority: file, fingerprint, stores };
  print(json ? JSON.stringify(result) : trustText(stores, authority, file));
  return stores.some((outcome) => outcome.result === 'failed') ? 1 : 0;
}

/** All of them where none is named. */
function kindsOf(given: readonly string[]): readonly TrustKind[] {
  const unknown = given.find((name) => !trustKinds.some((kind) => kind === name));
  if (unknown !== undefined)
    throw wrongStore(`--store must be system, chromium or firefox, not '${unknown}'`);
  return given.length === 0 ? trustKinds : trustKinds.filter((kind) => given.includes(kind));
}

function wrongStore(message: string): Error {
  return wrongUsage('BAD_ARGUMENT', message, `See: ${command('local:trust')} --help`);
}
