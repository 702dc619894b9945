import type { Application } from '../application/application.ts';
import { defaultApplication } from '../application/defaults.ts';
import type {
  CacheSize,
  Domain,
  Environment,
  EnvironmentName,
  Ownership,
  Sizes,
} from './environments/environment.ts';
import { environments } from './environments.ts';
import { draftOwnership, readOwnership, settingsFile } from './own-settings.ts';
import { SettingError } from './setting-error.ts';

/** What this synth is for: the settings of the environment, and what the context adds for one deployment. */
export interface Settings extends Omit<Sizes, 'cache'>, Omit<Ownership, 'account'> {
  /** How the application is run, which is the same in each environment. */
  readonly application: Application;
  /** Undefined where the application uses no Redis. */
  readonly cache: CacheSize | undefined;
  readonly environment: EnvironmentName;
  /** The stack's name and the beginning of every other name, such as `spree-production`. */
  readonly prefix: string;
  /** Left out in a draft whose owner has not named one. */
  readonly account?: string;
  readonly domain?: Domain;
  /** Tag or digest (`sha256:...`) of the image that the services run. */
  readonly imageTag: string;
  /** Tag or digest of the image of one-off tasks: that of the next release while its migrations run. */
  readonly oneOffImageTag: string;
  readonly isInService: boolean;
  /**
   * False for the first deployment, which makes everything but tasks: the repository has no image yet and the
   * database no schema.
   */
  readonly runsTasks: boolean;
}

/** Gives the value of a context key, undefined where there is none. */
type ReadContext = (key: string) => string | undefined;

/**
 * Reads the settings of the environment that the context key `environment` names (local if absent, so that nothing
 * expensive is deployed by accident), and what one deployment adds to them: `imageTag`, `oneOffImageTag` (the same if
 * absent) and `tasks` (`none` for the first deployment). With `draft=true` nothing has to be set: for reading a
 * definition, never for deploying it. Scripts read with `draft=read`, which takes a store that is in service as it is.
 * What belongs to the application is the same everywhere.
 * @throws SettingError naming the key or the file, and the value
 */
export function readSettings(
  context: (key: string) => unknown,
  settingsOf: Readonly<Record<EnvironmentName, Environment>> = environments,
  application: Application = defaultApplication,
): Settings {
  const read = (key: string) => readText(key, context(key));
  const name = toEnvironmentName(read('environment') ?? 'local');
  refuseSettings(read, name);
  const environment = settingsOf[name];
  const draft = readDraft(read('draft'));
  // A store that is in service is read with the settings that it has.
  const isDraft = draft === 'true' || (draft === 'read' && !environment.isInService);
  if (isDraft) refuseDraftInService(name, environment);
  const runsTasks = readTasks(read('tasks'));
  const { domain, account, cache, ...sizes } = environment;
  const settings = {
    ...sizes,
    application,
    cache: application.redis ? cache : undefined,
    ...(application.worker === 'none' && { worker: { min: 0, max: 0 } }),
    ...(isDraft ? draftOwnership(name, environment) : readOwnership(name, environment)),
    ...(account !== undefined && { account }),
    // The local store answers at localhost.
    ...(domain !== undefined && name !== 'local' && { domain }),
    environment: name,
    prefix: `spree-${name}`,
    ...readImages(read, name, draft !== undefined),
    runsTasks,
    isInService: isDraft ? runsTasks : environment.isInService,
  };
  refuseToStop(settings);
  return {
    ...settings,
    isProtectedFromDeletion: settings.isProtectedFromDeletion && settings.isInService,
    ...(!runsTasks && { web: { ...settings.web, min: 0 }, worker: { ...settings.worker, min: 0 } }),
  };
}

function readText(key: string, value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new SettingError(`Context ${key} is ${JSON.stringify(value)}: set it as text, -c ${key}=...`);
}

function toEnvironmentName(value: string): EnvironmentName {
  if (isEnvironmentName(value)) return value;
  throw new SettingError(
    `Context environment is "${value}": give one of ${Object.keys(environments).join(', ')}, as -c environment=...`,
  );
}

function isEnvironmentName(value: string): value is EnvironmentName {
  return Object.hasOwn(environments, value);
}

/** What a deployment could undo by leaving it out must not come by the command line. */
function refuseSettings(read: ReadContext, name: EnvironmentName): void {
  for (const key of ['region', 'domainName', 'hostedZoneId', 'adminEmail', 'alarmEmail']) {
    const value = read(key);
    if (value === undefined) continue;
    throw new SettingError(
      `Context ${key} is "${value}", but a setting has to be the same in each deployment: set it in ${settingsFile(name)}`,
    );
  }
}

function readDraft(value: string | undefined): 'true' | 'read' | undefined {
  if (value === undefined || value === 'true' || value === 'read') return value;
  throw new SettingError(
    `Context draft is "${value}": give -c draft=true to read a definition whose settings are not complete, or leave it out`,
  );
}

function readTasks(value: string | undefined): boolean {
  if (value === undefined) return true;
  if (value === 'none') return false;
  throw new SettingError(
    `Context tasks is "${value}": give -c tasks=none for a first deployment, or leave it out`,
  );
}

function readImages(
  read: ReadContext,
  name: EnvironmentName,
  isForReading: boolean,
): { readonly imageTag: string; readonly oneOffImageTag: string } {
  const isFree = name === 'local' || isForReading;
  const imageTag = read('imageTag') ?? (isFree ? 'latest' : undefined);
  if (imageTag === undefined) {
    throw new SettingError(
      'Context imageTag is missing: give the tag or the digest of the image to run, such as -c imageTag=3f2a1b9',
    );
  }
  const oneOffImageTag = read('oneOffImageTag') ?? imageTag;
  for (const [key, tag] of Object.entries({ imageTag, oneOffImageTag })) {
    if (!/^(\w[\w.-]{0,127}|sha256:[0-9a-f]{64})$/.test(tag)) {
      throw new SettingError(`Context ${key} is "${tag}", and neither a tag nor a digest (sha256:...)`);
    }
    if (tag === 'latest' && !isFree) {
      throw new SettingError(
        `Context ${key} is "latest", which is another image after the next push: give the tag of one commit, or a digest`,
      );
    }
  }
  return { imageTag, oneOffImageTag };
}

/** A draft has whatever image and no protection: it must not reach a store that is in service. */
function refuseDraftInService(name: EnvironmentName, { isInService }: Environment): void {
  if (!isInService || name === 'local') return;
  throw new SettingError(
    `Context draft is "true", but ${name} is in service (isInService in ${settingsFile(name)}): leave it out, and give -c imageTag=...`,
  );
}

function refuseToStop({ environment, isInService, runsTasks }: Settings): void {
  if (runsTasks || !isInService) return;
  throw new SettingError(
    `Context tasks is "none", which would stop the services, but ${environment} is in service. ` +
      `Leave it out. (isInService in ${settingsFile(environment)} says so.)`,
  );
}
