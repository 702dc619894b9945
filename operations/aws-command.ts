/** The settings of an SDK's client that a command of the AWS CLI needs to reach the same place. */
export interface ClientPlace {
  readonly config: {
    readonly region: () => Promise<string>;
    readonly endpoint?: (() => Promise<ClientEndpoint>) | undefined;
  };
}

interface ClientEndpoint {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
}

/**
 * A command of the AWS CLI that goes where a client goes.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html
 */
export async function awsCommand(client: ClientPlace, words: readonly string[]): Promise<string> {
  return ['aws', ...words, ...(await placeOf(client))].join(' ');
}

/** A text whose commands of the AWS CLI go where a client goes. A command may be anywhere in it, and in a sentence. */
export async function withAwsPlace(client: ClientPlace, text: string): Promise<string> {
  const aws = ['aws', ...(await placeOf(client))].join(' ');
  return text.replaceAll(/\baws (?=[a-z0-9-]+ [a-z0-9-]+)/g, () => `${aws} `);
}

/** The AWS CLI takes these before the name of a service as well as at the end. */
async function placeOf({ config }: ClientPlace): Promise<readonly string[]> {
  const endpoint = await config.endpoint?.();
  const place = ['--region', await config.region()];
  return endpoint === undefined ? place : [...place, '--endpoint-url', urlOf(endpoint)];
}

function urlOf({ protocol, hostname, port }: ClientEndpoint): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}
