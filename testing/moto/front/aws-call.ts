import type { IncomingMessage } from 'node:http';

/** A request to an API of AWS, and what of it says what is asked. */
export interface AwsCall {
  /** As in its signature, such as `cloudformation`. */
  readonly service: string;
  readonly region: string;
  /** The name of the operation; the method and the path where the protocol names none, as that of S3. */
  readonly action: string;
  /** Of the Query API. */
  readonly parameters: URLSearchParams;
  readonly method: string;
  /** With the question mark and what follows it. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Reads a request of the SDK. */
export async function readCall(request: IncomingMessage): Promise<AwsCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    ),
  );
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const parameters = new URLSearchParams(isForm ? body.toString() : '');
  const { method = 'GET', url: path = '/' } = request;
  const target = headers['x-amz-target']?.split('.').at(-1);
  const action = parameters.get('Action') ?? target ?? `${method} ${path.split('?')[0]}`;
  return { service, region, action, parameters, method, path, headers, body };
}
