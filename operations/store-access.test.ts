import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { awsClients } from '../aws/clients.ts';
import { readStoreAccess } from './store-access.ts';
import type { Target } from './target.ts';

let server: Server;

afterEach(() => server.close());

const outputsXml = `<DescribeStacksResponse><DescribeStacksResult><Stacks><member>
  <StackName>spree-local</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>
  <Outputs>
    <member><OutputKey>StorefrontUrl</OutputKey><OutputValue>https://localhost:8443</OutputValue></member>
    <member><OutputKey>AdminSecretArn</OutputKey><OutputValue>arn:aws:secretsmanager:x:0:secret:admin</OutputValue></member>
  </Outputs>
</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

/** An endpoint on which the stack is there and its secret has this value. */
async function targetWith(secret: string): Promise<Target> {
  server = createServer((request, response) => {
    const isSecret = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue';
    response.setHeader('content-type', isSecret ? 'application/x-amz-json-1.1' : 'text/xml');
    response.end(isSecret ? JSON.stringify({ SecretString: secret }) : outputsXml);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    environment: 'local',
    clients: awsClients({ environment: 'local', endpoint, region: 'eu-west-1' }),
  };
}

test('a store is reached at the address of its stack, and administered with the account in its secret', async () => {
  const access = await readStoreAccess(await targetWith('{"email":"admin@example.com","password":"hush"}'));
  expect(access.storefrontUrl).toBe('https://localhost:8443');
  expect([access.admin.email, access.admin.password.reveal()]).toEqual(['admin@example.com', 'hush']);
  expect(JSON.stringify(access)).not.toContain('hush');
});

test('a secret without an account is reported without its value', async () => {
  const failed = readStoreAccess(await targetWith('{"password":"hush"}'));
  await expect(failed).rejects.toThrow(
    expect.objectContaining({
      code: 'ADMIN_SECRET_UNREADABLE',
      message: 'The secret arn:aws:secretsmanager:x:0:secret:admin has no email and password',
    }),
  );
});
