import { type Environment, type EnvironmentName, environments } from './environments.ts';

/** A custom domain; without one the store answers at CloudFront's own name. */
export interface Domain {
  readonly name: string;
  readonly hostedZoneId: string;
}

/** What this synth is for: the environment and what the context adds to it. */
export interface Settings extends Environment {
  readonly environment: EnvironmentName;
  /** The stack's name and the beginning of every other name, such as `spree-production`. */
  readonly prefix: string;
  readonly region: string;
  readonly imageTag: string;
  readonly adminEmail: string;
  /** Who gets the alarms; without it they only go to the topic. */
  readonly alarmEmail?: string;
  readonly domain?: Domain;
  /**
   * False for the first deployment, which makes everything but tasks: the repository has no image yet and the
   * database no schema.
   */
  readonly runsTasks: boolean;
}

/** A context value that the app cannot work with. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/**
 * Reads the context keys `environment` (local, staging or production; local if absent, so that nothing
 * expensive is deployed by accident), `region`, `imageTag`, `adminEmail`, `alarmEmail`, `domainName` with
 * `hostedZoneId`, and `tasks` (`none` for the first deployment).
 * @throws SettingError naming the key and the value
 */
export function readSettings(context: (key: string) => unknown): Settings {
  const read = (key: string) => readText(key, context(key));
  const environment = toEnvironmentName(read('environment') ?? 'local');
  const alarmEmail = read('alarmEmail');
  const domain = environment === 'local' ? undefined : toDomain(read('domainName'), read('hostedZoneId'));
  const settings = {
    ...environments[environment],
    environment,
    prefix: `spree-${environment}`,
    region: read('region') ?? 'ap-southeast-1',
    imageTag: read('imageTag') ?? 'latest',
    adminEmail: read('adminEmail') ?? 'admin@example.com',
    ...(alarmEmail && { alarmEmail }),
    ...(domain && { domain }),
    runsTasks: readTasks(read('tasks')),
  };
  return settings.runsTasks ? settings : withoutTasks(settings);
}

function readText(key: string, value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new SettingError(`Context ${key} is ${JSON.stringify(value)}: set it as text, -c ${key}=...`);
}

function toEnvironmentName(value: string): EnvironmentName {
  if (value === 'local' || value === 'staging' || value === 'production') return value;
  throw new SettingError(
    `Context environment is "${value}": give -c environment=local, staging or production`,
  );
}

function toDomain(name: string | undefined, hostedZoneId: string | undefined): Domain | undefined {
  if (name === undefined && hostedZoneId === undefined) return undefined;
  if (name === undefined || hostedZoneId === undefined) {
    throw new SettingError(
      `Context domainName is "${name ?? ''}" and hostedZoneId "${hostedZoneId ?? ''}": give both or neither`,
    );
  }
  return { name, hostedZoneId };
}

function readTasks(value: string | undefined): boolean {
  if (value === undefined) return true;
  if (value === 'none') return false;
  throw new SettingError(
    `Context tasks is "${value}": give -c tasks=none for a first deployment, or leave it out`,
  );
}

function withoutTasks(settings: Settings): Settings {
  return { ...settings, web: { ...settings.web, min: 0 }, worker: { ...settings.worker, min: 0 } };
}
