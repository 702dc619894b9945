import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { emulationAccessKeyId } from '../../environment/emulation-key.ts';
import { cdklocalEnvironment } from './cdklocal-environment.ts';

/** What cdklocal makes of its own environment before it does anything. */
const { configureEnvironment }: { configureEnvironment(env: NodeJS.ProcessEnv, allowed: string): void } =
  createRequire(import.meta.url)('aws-cdk-local/src');

test('cdklocal keeps the key by which it may change the stack, the region and the endpoint, and nothing of the user', () => {
  const user = {
    HOME: '/home/ada',
    AWS_PROFILE: 'work',
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SESSION_TOKEN: 'token',
  };
  const env = cdklocalEnvironment(user, 4566, 'ap-southeast-1');
  configureEnvironment(env, env.AWS_ENVAR_ALLOWLIST ?? '');
  expect(env).toEqual({
    HOME: '/home/ada',
    AWS_ACCESS_KEY_ID: emulationAccessKeyId,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'ap-southeast-1',
    AWS_DEFAULT_REGION: 'ap-southeast-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4566',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  });
});
