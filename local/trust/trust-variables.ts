import type { LocalEnvironment } from '../environment/local-environment.ts';
import { readText, writePrivateFile } from '../environment/state-file.ts';
import { stateFile } from '../environment/state-files.ts';
import { joinedCertificates } from './pem.ts';
import { systemAuthorities } from './system-authorities.ts';

/**
 * Variables that replace all that a program trusts by one file: OpenSSL with Python, Ruby, PHP and Go; curl; Python's
 * requests; the AWS CLI.
 */
const ofBundle = ['SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'AWS_CA_BUNDLE'] as const;

/** Variables that add to what a program trusts: Node (and Bun), Deno. */
const ofAddition = ['NODE_EXTRA_CA_CERTS', 'DENO_CERT'] as const;

/** Variables by which programs trust the certificates of a local environment. */
export const trustVariableNames = [...ofBundle, ...ofAddition];

type Variables = Readonly<Record<string, string | undefined>>;

/** The variable that keeps what another one was before, such as the authorities of a company's proxy. */
export function nameOfBefore(name: string): string {
  return `PARITY_BEFORE_${name}`;
}

/**
 * Writes the files that programs may trust, and gives the variables that name them: the environment's authority beside those
 * of the system and those that the variables of this shell name already. None before the authority is there.
 */
export async function trustVariables(
  environment: LocalEnvironment,
  shell: Variables,
  authoritiesOfSystem: () => Promise<string> = systemAuthorities,
): Promise<Readonly<Record<string, string>>> {
  const authority = await readText(authorityFile(environment));
  if (authority === undefined) return {};
  const before = valuesBefore(shell);
  const files = {
    bundle: stateFile(environment, 'trustBundle'),
    addition: stateFile(environment, 'trustAddition'),
  };
  const othersOf = (names: readonly string[]) =>
    Promise.all(names.flatMap((name) => before[name] ?? []).map(readable));
  await writePrivateFile(
    files.bundle,
    joinedCertificates(await authoritiesOfSystem(), ...(await othersOf(ofBundle)), authority),
  );
  await writePrivateFile(files.addition, joinedCertificates(...(await othersOf(ofAddition)), authority));
  return {
    ...Object.fromEntries(ofBundle.map((name) => [name, files.bundle])),
    ...Object.fromEntries(ofAddition.map((name) => [name, files.addition])),
    ...Object.fromEntries(Object.entries(before).map(([name, value]) => [nameOfBefore(name), value])),
  };
}

/** What the variables were before those of any local environment were set, where they were set. */
export function valuesBefore(shell: Variables): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const name of trustVariableNames) {
    const now = shell[name] ?? '';
    const isOthers = now !== '' && !isOfEnvironments(now);
    const value = isOthers ? now : (shell[nameOfBefore(name)] ?? '');
    if (value !== '') values[name] = value;
  }
  return values;
}

/** After the authority was renewed, a shell that has the variables goes on trusting what it signs. */
export async function refreshTrustFiles(environment: LocalEnvironment): Promise<void> {
  const authority = await readText(authorityFile(environment));
  for (const file of [stateFile(environment, 'trustBundle'), stateFile(environment, 'trustAddition')]) {
    const text = await readText(file);
    if (text === undefined || authority === undefined) continue;
    await writePrivateFile(file, joinedCertificates(text, authority));
  }
}

/** The certificate of the authority that signs for an environment. */
export function authorityFile(environment: Pick<LocalEnvironment, 'stateFolder'>): string {
  return `${stateFile(environment, 'certificates')}/ca.pem`;
}

/** A file that `trustVariables` wrote, for whichever environment and state folder. */
function isOfEnvironments(path: string): boolean {
  return /\/spree-parity\/[^/]+\/trust\/(?:bundle|addition)\.pem$/.test(path);
}

/** A file that is named and is not there is no reason to trust less. */
async function readable(path: string): Promise<string> {
  return (await readText(path).catch(() => undefined)) ?? '';
}
