import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { synthesize } from './synth.ts';
import { synthesizedStack } from './synthesized-stack.ts';

/** A CDK app as the toolkit sees one: a program that writes an assembly. */
const app = `
import { writeFileSync } from 'node:fs';
const folder = process.env.CDK_OUTDIR;
const artifact = { type: 'aws:cloudformation:stack', properties: { templateFile: 'shop.json' } };
writeFileSync(folder + '/manifest.json', JSON.stringify({ version: '1', artifacts: { shop: artifact } }));
writeFileSync(folder + '/shop.json', JSON.stringify({ Resources: {} }));
`;

let checkout = '';
let state = '';

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'checkout-'));
  state = await mkdtemp(join(tmpdir(), 'state-'));
  await writeFile(join(checkout, 'cdk.json'), JSON.stringify({ app: 'node app.mjs' }));
  await writeFile(join(checkout, 'app.mjs'), app);
});

afterEach(async () => {
  for (const folder of [checkout, state]) await rm(folder, { recursive: true, force: true });
});

const folder = () => join(state, 'assembly');
const synthesized = async () => {
  const synthesis = { checkout, folder: folder(), context: {} };
  return await synthesizedStack(synthesis, await synthesize(synthesis));
};

test('an assembly is made once', async () => {
  expect(await synthesized()).toMatchObject({ fresh: true, stack: { id: 'shop' } });
  expect(await synthesized()).toMatchObject({ fresh: false, stack: { id: 'shop' } });
});

test.each(['manifest.json', 'shop.json'])(
  'one whose %s cannot be read any more is made anew',
  async (file) => {
    await synthesized();
    await writeFile(join(folder(), file), '{"vers');
    expect(await synthesized()).toMatchObject({ fresh: true, stack: { id: 'shop' } });
  },
);

test('one that the app makes unreadable is said', async () => {
  await writeFile(join(checkout, 'app.mjs'), app.replace('{ Resources: {} }', '5'));
  await expect(synthesized()).rejects.toMatchObject({ code: 'TEMPLATE_MALFORMED' });
});

test('it is made anew when the file of the application changes, which is refused where it is wrong', async () => {
  const application = join(state, 'shop.yml');
  const made = () => synthesize({ checkout, folder: folder(), context: { application } });
  await writeFile(application, 'redis: true');
  expect(await made()).toMatchObject({ fresh: true });
  expect(await made()).toMatchObject({ fresh: false });
  await writeFile(application, 'worker: none');
  expect(await made()).toMatchObject({ fresh: true });
  await writeFile(application, 'web: { port: 80 }\nredis: maybe');
  await expect(made()).rejects.toMatchObject({
    code: 'APPLICATION_SETTINGS_WRONG',
    exitCode: 2,
    message: expect.stringMatching(/shop\.yml:1: web\.port is 80.*\n.*shop\.yml:2: redis is "maybe"/),
  });
});
