import type { ContainerDefinition } from '../../aws/ecs-types.ts';

/** Where a variable of a container comes from. */
export type ConfigSource =
  | 'definition'
  /** Of Secrets Manager or Parameter Store. */
  | 'secret'
  /** The container's entry point makes it of others. */
  | 'entry point'
  | 'ECS'
  /** There in the local environment alone. */
  | 'local environment'
  | 'image';

/** A variable as a command in a container has it. */
export interface ConfigVariable {
  readonly name: string;
  /** Undefined where it is a secret that was not read. */
  readonly value: string | undefined;
  /** Whether `value` was made unreadable, all of it or the secrets in it. */
  readonly isMasked: boolean;
  readonly source: ConfigSource;
  /** What `valueFrom` of the definition names: the ARN of a secret or a parameter. */
  readonly from?: string;
}

/** The environment of a container that runs: as ECS made it, and as the entry point hands it on. */
export interface SeenEnvironment {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** What stands in the place of a secret. */
export const mask = '********';

/** Of the shell that looks, and of no use to anybody. */
const ofTheLook = new Set(['PWD', 'OLDPWD', 'SHLVL', '_']);

/**
 * The variables of a container by name: those of its definition, and with `seen` all that it has. Secrets are masked, also
 * where they are a part of what the entry point makes, unless they are to be shown.
 */
export function containerConfig(
  definition: Pick<ContainerDefinition, 'environment' | 'secrets'>,
  seen: SeenEnvironment | undefined,
  showSecrets: boolean,
): readonly ConfigVariable[] {
  const variables = seen === undefined ? definedVariables(definition) : seenVariables(definition, seen);
  const secrets = showSecrets ? [] : variables.flatMap(secretIn);
  return variables
    .map((variable) => masked(variable, secrets, showSecrets))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

type Unmasked = Omit<ConfigVariable, 'isMasked'>;

function definedVariables({
  environment = [],
  secrets = [],
}: Pick<ContainerDefinition, 'environment' | 'secrets'>) {
  return [
    ...environment.map(({ name = '', value = '' }): Unmasked => ({ name, value, source: 'definition' })),
    ...secrets.map(
      ({ name = '', valueFrom = '' }): Unmasked => ({
        name,
        value: undefined,
        source: 'secret',
        from: valueFrom,
      }),
    ),
  ];
}

function seenVariables(
  { environment = [], secrets = [] }: Pick<ContainerDefinition, 'environment' | 'secrets'>,
  { before, after }: SeenEnvironment,
): readonly Unmasked[] {
  const plain = new Set(environment.map(({ name }) => name));
  const references = new Map(secrets.map(({ name = '', valueFrom = '' }) => [name, valueFrom]));
  return Object.entries(after).flatMap(([name, value]): readonly Unmasked[] => {
    if (ofTheLook.has(name)) return [];
    const from = references.get(name);
    if (from !== undefined) return [{ name, value, source: 'secret', from }];
    if (before[name] !== value) return [{ name, value, source: 'entry point' }];
    return [{ name, value, source: plain.has(name) ? 'definition' : sourceOfOther(name) }];
  });
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html */
const byEcs = /^(ECS_\w+|AWS_EXECUTION_ENV|AWS_CONTAINER_\w+|AWS_REGION|AWS_DEFAULT_REGION)$/;
const locally = /^(PARITY_\w+|AWS_ENDPOINT_URL(_\w+)?)$/;

function sourceOfOther(name: string): ConfigSource {
  if (locally.test(name)) return 'local environment';
  return byEcs.test(name) ? 'ECS' : 'image';
}

/** Whoever knows this path of a task, or its last part, gets the credentials of it. */
const credentialsPath = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';

function isSecret({ name, source }: Unmasked): boolean {
  return source === 'secret' || name === credentialsPath;
}

/** What other variables may have in them. */
function secretIn(variable: Unmasked): readonly string[] {
  const { name, value = '' } = variable;
  const part = name === credentialsPath ? (value.split('/').at(-1) ?? '') : value;
  return isSecret(variable) && part !== '' ? [part] : [];
}

function masked(variable: Unmasked, secrets: readonly string[], showSecrets: boolean): ConfigVariable {
  const { value } = variable;
  if (value === undefined) return { ...variable, isMasked: true };
  if (showSecrets) return { ...variable, isMasked: false };
  if (isSecret(variable)) return { ...variable, value: mask, isMasked: true };
  if (!isMadeOfOthers(variable)) return { ...variable, isMasked: false };
  // The longest first: one may be a part of another.
  const hidden = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .toSorted((one, other) => other.length - one.length)
    .reduce((text, secret) => text.replaceAll(secret, mask), value);
  return { ...variable, value: hidden, isMasked: hidden !== value };
}

function isMadeOfOthers({ source }: Unmasked): boolean {
  return source === 'entry point' || source === 'ECS';
}

/** The variables in what `env -0` writes. */
export function parseEnvironment(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split('\0').flatMap((each): readonly (readonly [string, string])[] => {
      const at = each.indexOf('=');
      return at <= 0 ? [] : [[each.slice(0, at), each.slice(at + 1)]];
    }),
  );
}
