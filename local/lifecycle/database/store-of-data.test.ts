import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { identifyEnvironment } from '../../environment/identify.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { writeStateFile } from '../../environment/state-file.ts';
import { filesOfData, stateFile } from '../../environment/state-files.ts';
import type { StoreChoice } from '../../images/store-image.ts';
import { keepStoreOfData, refuseOthersData } from './store-of-data.ts';

let environment: LocalEnvironment;

beforeEach(async () => {
  const XDG_STATE_HOME = await mkdtemp(join(tmpdir(), 'parity-store-'));
  environment = identifyEnvironment('/checkout', { PARITY_ENVIRONMENT: 'shop', XDG_STATE_HOME });
});

function given(image: string): StoreChoice {
  return { kind: 'given', image, tag: 'given', why: `STORE_IMAGE ${image}` };
}

function choice(kind: StoreChoice['kind'], folder = '/checkout/store'): StoreChoice {
  const source = {
    name: 'store',
    variable: 'STORE_IMAGE',
    version: kind,
    args: {},
    additions: [],
    bases: [],
  };
  return {
    kind,
    image: 'store:1',
    tag: kind,
    why: `chosen as ${kind}`,
    source: { ...source, folder, isLeftOut: () => false },
  };
}

const start = async (store: StoreChoice, adopt = false) => {
  if (!adopt) await refuseOthersData(environment, store);
  await keepStoreOfData(environment, store, { adopt });
};

test.each([
  ['another kind', choice('demo'), choice('spree')],
  ['the folder of another application', choice('context', '/guestbook'), choice('context', '/shop')],
  ['the store that is chosen where a variable was forgotten', given('shop:1'), choice('demo')],
  ['an image on the data of the demo store', choice('demo'), given('registry:5000/shop:1')],
  ['an image of another repository', given('registry:5000/shop:1'), given('registry:5000/other:1')],
])('a store does not meet the data of another one: %s', async (_, first, second) => {
  await start(first);
  await start(first);
  await expect(start(second)).rejects.toMatchObject({
    code: 'STORE_OF_OTHER_DATA',
    message: `The data of shop belongs to another store (${first.why}) than the one chosen now (${second.why})`,
    hint: expect.stringContaining('local:down --volumes'),
  });
  await start(first);
});

test.each([
  ['STORE_KIND=demo npx', choice('demo'), choice('spree')],
  ['STORE_CONTEXT=/guestbook npx', choice('context', '/guestbook'), choice('demo')],
  ['STORE_IMAGE=registry:5000/shop:TAG npx', given('registry:5000/shop:1'), choice('demo')],
  ['other store: npx', choice('spree'), choice('demo')],
])('the store of the data is started with %s', async (variables, first, second) => {
  await start(first);
  await expect(start(second)).rejects.toMatchObject({ hint: expect.stringContaining(variables) });
});

test('an image given by name is taken to be of the same store, which stays the owner of the data', async () => {
  await start(choice('spree'));
  await start(given('registry:5000/shop:1'));
  await start(choice('spree'));
  await expect(start(choice('demo'))).rejects.toThrow('chosen as spree');
});

test('another image of the same repository, and one that the toolkit built, are of the same store', async () => {
  await start(given('registry:5000/shop:1'));
  await start(given('registry:5000/shop@sha256:0123'));
  await start(given('spree-parity/store:0123'));
});

test('data of before there were records belong to the store that was started last', async () => {
  await writeStateFile(stateFile(environment, 'released'), 'digest');
  const assembly = stateFile(environment, 'assembly');
  await mkdir(assembly, { recursive: true });
  await writeFile(join(assembly, 'shop.template.json'), '{"Image":"registry/shop:demo-0123456789ab"}');
  await expect(start(choice('spree'))).rejects.toThrow('(the demo store, which was started last)');
  await start(choice('demo'));
});

test('a store that adopts the data of another one owns the data from then on', async () => {
  await start(choice('demo'));
  await start(choice('spree'), true);
  await start(choice('spree'));
  await expect(start(choice('demo'))).rejects.toThrow('chosen as spree');
});

test('the owner of the data is forgotten with the data', () => {
  expect(filesOfData(environment)).toContain(stateFile(environment, 'storeOfData'));
});
