import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsClients } from './clients.ts';

let seen: IncomingMessage[] = [];
const server = createServer((request, response) => {
  seen.push(request);
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ SecretString: 'value' }));
});

beforeEach(async () => {
  seen = [];
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((done) => server.close(done));
});

function endpoint(): string {
  const address = server.address();
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
}

describe('local clients', () => {
  it('go to the local endpoint with the test keys, whatever the environment says', async () => {
    vi.stubEnv('AWS_PROFILE', 'production');
    vi.stubEnv('AWS_ENDPOINT_URL', 'https://ecs.ap-southeast-1.amazonaws.com');
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', 'https://secretsmanager.us-east-1.amazonaws.com');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAREAL');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'real');
    vi.stubEnv('AWS_SESSION_TOKEN', 'real');
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    vi.stubEnv('AWS_USE_DUALSTACK_ENDPOINT', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
    const clients = awsClients({
      environment: 'local',
      endpoint: endpoint(),
      region: 'ap-southeast-1',
    });
    const answer = await (await clients.secretsManager()).getSecretValue({ SecretId: 'a' });
    expect(answer.SecretString).toBe('value');
    expect(seen.map((request) => request.headers.authorization)).toEqual([
      expect.stringMatching(/Credential=test\/\d{8}\/ap-southeast-1\/secretsmanager\/aws4_request/),
    ]);
    expect(seen[0]?.headers['x-amz-security-token']).toBeUndefined();
  });

  it('are refused for an endpoint that is not local', () => {
    expect(() =>
      awsClients({
        environment: 'local',
        endpoint: 'https://sts.amazonaws.com',
        region: 'ap-southeast-1',
      }),
    ).toThrow(expect.objectContaining({ code: 'ENDPOINT_NOT_LOCAL' }));
  });

  it('are refused for an S3 endpoint that is not local', () => {
    expect(() =>
      awsClients({
        environment: 'local',
        endpoint: endpoint(),
        s3Endpoint: 'https://s3.amazonaws.com',
        region: 'ap-southeast-1',
      }),
    ).toThrow(expect.objectContaining({ code: 'ENDPOINT_NOT_LOCAL' }));
  });
});
