import { join } from 'node:path';
import type { LocalEnvironment } from './local-environment.ts';

interface StateFile {
  readonly path: string;
  /** Whether it speaks of the data, or of what was made from it, and goes with the volumes. */
  readonly goesWithData?: true;
  /** Whether a server reads it when it starts, so that a change restarts the server. */
  readonly startsServersAnew?: true;
}

/** What an environment keeps in its state folder. */
const entries = {
  assembly: { path: 'assembly' },
  /** What was computed from the assembly. */
  definition: { path: 'definition.json' },
  certificates: { path: 'certificates' },
  /** What programs are told to trust: the system's authorities with the environment's own, and what adds that one. */
  trustBundle: { path: 'trust/bundle.pem' },
  trustAddition: { path: 'trust/addition.pem' },
  composeVariables: { path: 'compose.env' },
  /** What the environment adds to the compose file; one of an older version has none. */
  composeOverride: { path: 'compose.override.json', startsServersAnew: true },
  /** Where the listeners of the load balancers are published. */
  listeners: { path: 'listeners.json' },
  /** The reduced assembly that LocalStack is given, and all that a new run of it is given again. */
  emulated: { path: 'emulated', goesWithData: true },
  lastEmulation: { path: 'emulated.json', goesWithData: true },
  /** Digests of what the buckets, the servers and the services were last made from. */
  bucketsDigest: { path: 'buckets.sha256', goesWithData: true },
  serversDigest: { path: 'servers.sha256', goesWithData: true },
  /** Which store the data belongs to. */
  storeOfData: { path: 'store.json', goesWithData: true },
  /** Digest of the image of the store that was last found to have what its tasks need, and of these needs. */
  contract: { path: 'contract.sha256' },
  released: { path: 'released', goesWithData: true },
  /** What tasks run in the place of what the image has, and since when. */
  liveCode: { path: 'live', goesWithData: true },
  /** What definitions made, which later ones may delete. */
  madeResources: { path: 'made.json', goesWithData: true },
  /** Schemas of stores, for throwaway servers: each is named after what it follows from. */
  schemas: { path: 'schemas' },
  /** Values of the template's parameters, secret ones among them. */
  templateParameters: { path: 'template-parameters.json', goesWithData: true },
  secrets: { path: 'secrets', goesWithData: true },
  s3Settings: { path: 'secrets/s3/server.env', startsServersAnew: true },
} as const satisfies Readonly<Record<string, StateFile>>;

/** The path of a file or folder of an environment's state. */
export function stateFile(
  { stateFolder }: Pick<LocalEnvironment, 'stateFolder'>,
  name: keyof typeof entries,
): string {
  return join(stateFolder, entries[name].path);
}

/** Paths of what goes with the volumes. */
export function filesOfData(environment: LocalEnvironment): readonly string[] {
  return pathsOf(environment, ({ goesWithData }) => goesWithData === true);
}

/** Paths of what servers read when they start. */
export function filesOfServers(environment: LocalEnvironment): readonly string[] {
  return pathsOf(environment, ({ startsServersAnew }) => startsServersAnew === true);
}

function pathsOf(
  { stateFolder }: LocalEnvironment,
  isWanted: (entry: StateFile) => boolean,
): readonly string[] {
  return Object.values<StateFile>(entries)
    .filter(isWanted)
    .map(({ path }) => join(stateFolder, path));
}
