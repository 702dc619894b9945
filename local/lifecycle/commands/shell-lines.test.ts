import { expect, it } from 'vitest';
import { run } from '../../processes/run.ts';
import { shellLines } from './shell-lines.ts';

it('sets each value as it is, whatever is in it', async () => {
  const value = `it's "$HOME" and \`more\``;
  const script = `${shellLines({ VALUE: value })}\nprintf %s "$VALUE"`;
  expect((await run('sh', ['-c', script])).stdout).toBe(value);
});

it('leaves no profile and no session of another account in the shell', () => {
  expect(shellLines({ AWS_REGION: 'ap-southeast-1' })).toBe(
    [
      'unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
      "export AWS_REGION='ap-southeast-1'",
    ].join('\n'),
  );
});
