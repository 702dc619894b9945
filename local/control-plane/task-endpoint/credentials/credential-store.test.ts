import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../failure/secret.ts';
import { answerCredentials } from './answer-credentials.ts';
import { credentialStore } from './credential-store.ts';
import type { S3Credentials } from './temporary-credentials.ts';

const minute = 60_000;
const web = { roleArn: 'arn:aws:iam::000000000000:role/web', sessionName: 'task' };

function store(confirm = async () => undefined) {
  let now = 0;
  let issued = 0;
  const unconfirmed: unknown[] = [];
  const credentials = credentialStore(
    {
      confirm,
      issue: async () => {
        issued += 1;
        return {
          accessKeyId: `key-${issued}`,
          secretAccessKey: new Secret('hush'),
          sessionToken: new Secret('token'),
          expiration: now + 60 * minute,
        };
      },
    },
    { now: () => now, onUnconfirmed: (error) => unconfirmed.push(error) },
  );
  return {
    credentials,
    unconfirmed,
    at: (minutes: number) => {
      now = minutes * minute;
    },
  };
}

describe('credentials of a task role', () => {
  it('are kept, and renewed well before they expire', async () => {
    const { credentials, at } = store();
    const keys = [];
    for (const minutes of [0, 44, 46, 60]) {
      at(minutes);
      keys.push((await credentials.issue(web)).accessKeyId);
    }
    expect(keys).toEqual(['key-1', 'key-1', 'key-2', 'key-2']);
  });

  it('are renewed once for all who ask at that time', async () => {
    const { credentials, at } = store();
    await credentials.issue(web);
    at(50);
    const asked = await Promise.all([credentials.issue(web), credentials.issue(web), credentials.issue(web)]);
    expect(asked.map((each) => each.accessKeyId)).toEqual(['key-2', 'key-2', 'key-2']);
  });

  it('are given again while the S3 server is away', async () => {
    const away = new Error('connection refused');
    const { credentials, unconfirmed } = store(async () => {
      throw away;
    });
    await credentials.issue(web);
    expect(await credentials.issue(web)).toMatchObject({ accessKeyId: 'key-1' });
    expect(unconfirmed).toEqual([away]);
  });

  it("are answered in ECS's shape", async () => {
    const { credentials } = store();
    expect(await answerCredentials({ taskId: 'task', roleArn: web.roleArn }, credentials)).toEqual({
      status: 200,
      body: {
        RoleArn: web.roleArn,
        AccessKeyId: 'key-1',
        SecretAccessKey: 'hush',
        Token: 'token',
        Expiration: '1970-01-01T01:00:00Z',
      },
    });
  });

  it('have no token for the SDK for Ruby where it would be empty, and one for all others', async () => {
    const untold = { accessKeyId: 'key', secretAccessKey: new Secret('hush'), expiration: 0 };
    const withoutSts = {
      issue: async () => ({ ...untold, sessionToken: new Secret('') }),
      confirm: async () => undefined,
    };
    const bodyFor = async (userAgent: string, issuer: S3Credentials) =>
      (await answerCredentials({ taskId: 'task', roleArn: web.roleArn, userAgent }, issuer)).body;
    expect(await bodyFor('Ruby', withoutSts)).not.toHaveProperty('Token');
    expect(await bodyFor('Botocore/1.2', withoutSts)).toHaveProperty('Token', '');
    expect(await bodyFor('Ruby', store().credentials)).toHaveProperty('Token', 'token');
  });

  it('are refused to an unknown id', async () => {
    expect(await answerCredentials(undefined, store().credentials)).toEqual({
      status: 404,
      body: {
        code: 'InvalidIdInRequest',
        message: 'CredentialsV2Request: Credentials not found',
        HTTPErrorCode: 404,
      },
    });
  });
});
