import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from '../local/processes/run.ts';
import { entryPoint } from '../stack/store-contract.ts';
import { execCommand } from './exec-command.ts';

/** As ECS Exec starts it: with the variables of the container, and nothing that another process of it has set. */
async function started(text: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await run('/bin/sh', ['-c', text], { env: { PATH: process.env.PATH, ...env } });
  return stdout;
}

test('a command has the URLs that the entry point puts together', async () => {
  const names = [...entryPoint.join(' ').matchAll(/\$(\w+)/g)].map(([, name = '']) => name);
  const env = Object.fromEntries(names.map((name) => [name, name.toLowerCase()]));
  const command = ['sh', '-c', 'echo "$DATABASE_URL $REDIS_URL"'];
  expect(await started(execCommand(entryPoint, command), env)).toMatch(
    /^postgres:\/\/database_username:\S+@database_host:\S+ rediss:\/\/\S+redis_host/,
  );
  expect((await started(execCommand([], command), env)).trim()).toBe('');
});

test('every word arrives as it was written', { timeout: 60_000 }, async () => {
  const word = fc.string({ unit: 'binary-ascii', minLength: 1 }).filter((text) => !text.includes('\0'));
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 4 }), async (words) => {
      const text = execCommand(['printf', '%s|'], words);
      expect(await started(text, {})).toBe(words.map((each) => `${each}|`).join(''));
    }),
    { numRuns: 20 },
  );
});
