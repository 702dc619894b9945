import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';

it('cdk gets the message of a wrong setting without a stack trace, and no template', async () => {
  const env = { ...process.env, CDK_CONTEXT_JSON: '{"environment":"prod"}' };
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, ['stack/app.ts'], { env }, (error, _stdout, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
  });
  expect(code).toBe(1);
  expect(stderr).toBe(
    'Context environment is "prod": give one of local, small, staging, production, as -c environment=...\n',
  );
});
