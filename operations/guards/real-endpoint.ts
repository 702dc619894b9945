import { wrongUsage } from '../../failure/wrong-usage.ts';

/** Where AWS's tools look for an endpoint of their own. */
export interface EndpointSettings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The text of the configuration file (`~/.aws/config`, or AWS_CONFIG_FILE), if there is one. */
  readonly config: string | undefined;
  /** The text of the credentials file, if there is one: it may have the same settings. */
  readonly credentials?: string | undefined;
}

const endpointVariable = /^AWS_ENDPOINT_URL(_[A-Z0-9_]+)?$/;

/**
 * Refuses to deploy where AWS's tools would not speak to AWS: to an endpoint on this machine by mistake, or to one of somebody
 * else. An override is refused whatever it says, as none is needed. Raises `ENDPOINT_OVERRIDE`.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function refuseEndpointOverride({ variables, config, credentials }: EndpointSettings): void {
  const isIgnored = /^true$/i.test(variables.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? '');
  for (const [name, value] of Object.entries(variables)) {
    // The setting that ignores them is not known to all of AWS's tools: a variable is refused all the same.
    if (endpointVariable.test(name) && value !== undefined && value !== '')
      throw refusal(name, `unset ${name}`);
  }
  if (isIgnored) return;
  const profile = variables.AWS_PROFILE || variables.AWS_DEFAULT_PROFILE || 'default';
  for (const [file, text] of [
    [variables.AWS_CONFIG_FILE || '~/.aws/config', config],
    [variables.AWS_SHARED_CREDENTIALS_FILE || '~/.aws/credentials', credentials],
  ] as const) {
    if (text !== undefined && hasEndpoint(text, profile)) {
      throw refusal(
        `endpoint_url of the profile '${profile}' in ${file}`,
        `remove it, or choose another profile`,
      );
    }
  }
}

/** The value is left out: a URL may carry a password. */
function refusal(what: string, remedy: string) {
  return wrongUsage(
    'ENDPOINT_OVERRIDE',
    `${what} points AWS's tools to another endpoint, but this command changes an environment on AWS`,
    `For AWS, ${remedy}; variables of \`local:env\` are for the local environment only.`,
  );
}

/** Whether a profile, or the services that it names, sets an endpoint. */
function hasEndpoint(text: string, profile: string): boolean {
  const sections = sectionsOf(text);
  const own = sections.filter(({ name }) => name === profile || name === `profile ${profile}`);
  const services = own.flatMap(({ lines }) => valuesOf(lines, 'services'));
  const named = sections.filter(({ name }) => services.some((service) => name === `services ${service}`));
  return [...own, ...named].some(({ lines }) => valuesOf(lines, 'endpoint_url').length > 0);
}

interface Section {
  readonly name: string;
  readonly lines: readonly string[];
}

function sectionsOf(text: string): readonly Section[] {
  const sections: { name: string; lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name] = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line) ?? [];
    if (name !== undefined) sections.push({ name: name.replace(/\s+/g, ' '), lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** The values of a key, indented below a service or not; a comment is none. */
function valuesOf(lines: readonly string[], key: string): readonly string[] {
  return lines.flatMap((line) => {
    const [, name, value = ''] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return name === key && value !== '' ? [value] : [];
  });
}
