import { expect, it } from 'vitest';
import { Secret } from '../../failure/secret.ts';
import { signedHeaders } from './signed-request.ts';

it('a request is signed with the scope and the headers of signature version 4', () => {
  const headers = signedHeaders(
    { method: 'GET', url: new URL('http://minio:9000/'), body: '', service: 's3', region: 'us-east-1' },
    { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: new Secret('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY') },
    new Date('2015-08-30T12:36:00Z'),
  );
  expect(headers).toEqual({
    host: 'minio:9000',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-amz-date': '20150830T123600Z',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20150830\/us-east-1\/s3\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
    ),
  });
});
