/** What of a request tells which AWS service it is for. */
export interface RequestTarget {
  /** Path and query. */
  readonly url: string;
  readonly authorization: string | undefined;
}

/**
 * The service name in the SigV4 credential scope, from the `Authorization` header or from a presigned URL;
 * undefined when the request is not signed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function serviceOfRequest(request: RequestTarget): string | undefined {
  const credential = credentialOf(request);
  if (credential === undefined) return undefined;
  const scope = credential.split('/');
  return scope.at(-1) === 'aws4_request' ? scope.at(-2)?.toLowerCase() : undefined;
}

function credentialOf({ url, authorization }: RequestTarget): string | undefined {
  const signed = /^AWS4-[A-Z0-9-]+\s.*?Credential=([^,\s]+)/.exec(authorization ?? '');
  if (signed !== null) return signed[1];
  const query = url.split('?', 2)[1];
  return new URLSearchParams(query ?? '').get('X-Amz-Credential') ?? undefined;
}
