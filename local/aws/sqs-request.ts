import type { Keys } from '../../aws/clients.ts';
import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';
import { httpRequest } from '../../net/http-request.ts';
import { signedHeaders } from './signed-request.ts';

/** LocalStack, as the place of queues. */
export interface QueueConnection {
  readonly endpoint: string;
  readonly region: () => string;
  readonly now: () => number;
  /** For each request. */
  readonly timeoutMs?: number;
}

/** LocalStack accepts these. */
const keys: Keys = { accessKeyId: 'test', secretAccessKey: new Secret('test') };

/**
 * One request in SQS's AWS JSON protocol, and the response, if it has a body. Raises `QUEUE_UNREADABLE` if SQS refuses it,
 * and what the connection raises. No SDK client of SQS is installed, as a few requests are all there is.
 */
export async function sqsRequest(
  { endpoint, region, now, timeoutMs = 5000 }: QueueConnection,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const url = new URL(endpoint);
  const request = { method: 'POST', url, body: JSON.stringify(input), service: 'sqs', region: region() };
  const headers = {
    ...signedHeaders(request, keys, new Date(now())),
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${operation}`,
  };
  const { status, text } = await httpRequest(url, { method: 'POST', body: input, headers, timeoutMs });
  if (status !== 200) throw new Failure('QUEUE_UNREADABLE', `${operation} failed with ${status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
