import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsError } from '../aws-error.ts';
import { tooLarge } from './bounded-body.ts';

const unzip = promisify(gunzip);

/**
 * The body of a request whose client may have compressed it, as SDKs do with large ones. Raises
 * `RequestEntityTooLarge` (413) past `limitBytes`, and `SerializationException` for a body that is no gzip.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-compression.html
 */
export async function decodedBody(
  body: Uint8Array,
  encoding: string | undefined,
  limitBytes: number,
): Promise<Uint8Array> {
  if (encoding !== 'gzip') return body;
  return await unzip(body, { maxOutputLength: limitBytes }).catch((cause: Error & { code?: string }) => {
    if (cause.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limitBytes);
    const message = 'The body is not compressed with gzip, although the header Content-Encoding says so.';
    throw new AwsError('SerializationException', message, 400, cause);
  });
}
