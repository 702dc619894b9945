import type { ConfigSource, ConfigVariable } from '../../operations/config/container-config.ts';

const titles: Readonly<Record<ConfigSource, string>> = {
  definition: 'From the definition',
  secret: 'From Secrets Manager or Parameter Store',
  'entry point': 'Set by the entry point',
  ECS: 'Set by ECS',
  'local environment': 'Set in the local environment only',
  image: 'From the image',
};

/** Variables for a terminal, by where they come from. */
export function configText(title: string, variables: readonly ConfigVariable[]): string {
  const groups = Object.entries(titles).flatMap(([source, heading]) => {
    const own = variables.filter((variable) => variable.source === source);
    return own.length === 0 ? [] : [[`${heading}:`, ...own.map(lineOf)].join('\n')];
  });
  return [title, ...groups].join('\n\n');
}

function lineOf({ name, value, from }: ConfigVariable): string {
  // A value of several lines stays on one.
  const shown = value === undefined ? '' : `=${value.replaceAll('\n', '\\n')}`;
  return `  ${name}${shown}${from === undefined ? '' : `   ${secretName(from)}`}`;
}

/**
 * What `valueFrom` names without the parts that say no more: a secret with its key, or a parameter.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function secretName(valueFrom: string): string {
  const [, secret, key] =
    /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:([^:]+?)(?:-\w{6})?(?::([^:]*).*)?$/.exec(valueFrom) ?? [];
  if (secret !== undefined) return key === undefined || key === '' ? secret : `${secret} (${key})`;
  return /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter(\/.*)$/.exec(valueFrom)?.[1] ?? valueFrom;
}
