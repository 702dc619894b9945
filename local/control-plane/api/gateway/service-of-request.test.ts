import { describe, expect, it } from 'vitest';
import { serviceOfRequest } from './service-of-request.ts';

describe('the service of a request', () => {
  it('is the one in the credential scope of the signature', () => {
    expect(
      serviceOfRequest({
        url: '/',
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20261124/ap-southeast-1/ecs/aws4_request, SignedHeaders=host, Signature=00',
      }),
    ).toBe('ecs');
  });

  it('is found in a signature without a region (SigV4a)', () => {
    expect(
      serviceOfRequest({
        url: '/',
        authorization:
          'AWS4-ECDSA-P256-SHA256 Credential=test/20261124/s3/aws4_request, SignedHeaders=host, Signature=00',
      }),
    ).toBe('s3');
  });

  it('is found in a presigned URL', () => {
    expect(
      serviceOfRequest({
        url: '/bucket/key?X-Amz-Credential=test%2F20261124%2Fap-southeast-1%2Fs3%2Faws4_request&X-Amz-Expires=60',
        authorization: undefined,
      }),
    ).toBe('s3');
  });

  it.each([undefined, '', 'Bearer token', 'AWS test:signature', 'AWS4-HMAC-SHA256 Credential=test/ecs'])(
    'is not known where there is no signature of version 4 (%s)',
    (authorization) => {
      expect(serviceOfRequest({ url: '/_localstack/health', authorization })).toBeUndefined();
    },
  );
});
