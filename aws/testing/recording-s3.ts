import { Readable } from 'node:stream';
import { S3 } from '@aws-sdk/client-s3';

/** A client of S3 without a server: each request succeeds and is written down as one line. */
export interface RecordingS3 {
  readonly s3: S3;
  readonly requests: readonly string[];
}

interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: object | undefined;
  readonly body?: unknown;
}

export function recordingS3(): RecordingS3 {
  const requests: string[] = [];
  const s3 = new S3({
    region: 'ap-southeast-1',
    endpoint: 'http://127.0.0.1:9',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async (request: SentRequest) => {
        const { method, path, query = {}, body = '' } = request;
        requests.push(`${method} ${path}?${Object.keys(query).join('&')} ${String(body)}`);
        const headers = { 'content-type': 'application/xml' };
        return { response: { statusCode: 200, headers, body: Readable.from([]) } };
      },
    },
  });
  return { s3, requests };
}
