import { expect, it } from 'vitest';
import { run } from '../local/processes/run.ts';

it('cdk gets the message of a wrong setting without a stack trace, and no template', async () => {
  const { exitCode, stderr } = await run(process.execPath, ['stack/app.ts'], {
    env: { ...process.env, CDK_CONTEXT_JSON: '{"environment":"prod"}' },
    allowFailure: true,
  });
  expect(exitCode).toBe(1);
  expect(stderr.trim()).toBe(
    'Context environment is "prod": give one of local, small, staging, production, as -c environment=...',
  );
});
