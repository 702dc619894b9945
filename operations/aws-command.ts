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
export async function awsCommand({ config }: ClientPlace, words: readonly string[]): Promise<string> {
  const endpoint = await config.endpoint?.();
  const place = ['--region', await config.region()];
  return [
    'aws',
    ...words,
    ...place,
    ...(endpoint === undefined ? [] : ['--endpoint-url', urlOf(endpoint)]),
  ].join(' ');
}

function urlOf({ protocol, hostname, port }: ClientEndpoint): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}
