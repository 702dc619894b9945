import { expect, it } from 'vitest';
import { builtImage, exampleRecord, found } from '../../local/lifecycle/prune/testing/found.ts';
import { byteSize } from '../byte-size.ts';
import { environmentList, listedEnvironments } from './environment-list.ts';
import { prunedText, prunePlanText } from './prune-text.ts';

const usage = {
  imagesBytes: 0,
  volumes: [],
  imagesOfContainers: [],
  images: [builtImage('a', 'store'), builtImage('b', 'redis'), builtImage('c', 'redis', { minutesOld: 1 })],
};
const volume = (name: string, sizeBytes: number) => ({ name, labels: {}, sizeBytes });
const running = { id: 'c', name: 'c', image: 'i', state: 'running', hostPorts: [], labels: {} } as const;
const environments = [
  found('foreign', {
    volumes: [volume('foreign_redis', 2_000)],
    containers: [{ ...running, state: 'exited' }],
  }),
  found('old', { record: exampleRecord({ name: 'old', checkout: '/gone', isCheckoutGone: true }) }),
  found('shop', {
    record: exampleRecord(),
    containers: [running],
    volumes: [volume('shop_s3', 1_200_000), volume('shop_postgres', 300_000_000)],
  }),
];

it('the list fits a terminal, and says of each environment what it is', () => {
  const listed = listedEnvironments({ environments, usage, isMeasured: true }, 'shop');
  const text = environmentList(listed, Date.parse('2026-11-27T13:00:00Z'));
  expect(text).toMatchInlineSnapshot(`
    "ENVIRONMENT  STATE                   HOLDS            USED     CHECKOUT
    foreign      stopped                 other 2.0 kB     -        no state here
    old          without data            state 10 B       3 h ago  /gone
                 demo                                              (gone)
    shop *       running                 database 300 MB  3 h ago  /checkout
                 demo                    uploads 1.2 MB
                 https://localhost:8443  state 10 B

    * is the environment of this checkout.
    3 images were built here; 1 of them is not needed any more: npx -y pnpm@12 local:prune"
  `);
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThan(100);
});

it('without sizes the list says so, and what each holds all the same', () => {
  const unmeasured = { imagesBytes: 0, images: [], volumes: [], imagesOfContainers: [] };
  const listed = listedEnvironments({ environments, usage: unmeasured, isMeasured: false }, 'shop');
  const text = environmentList(listed, 0);
  expect(text).toMatch(/shop \* +running +database +/);
  expect(text).toContain('state 10 B');
  expect(text.split('\n').at(-1)).toBe(
    'Sizes are not shown: the container engine takes long to measure them.',
  );
});

it('what would be removed is shown with its size, and what is left with the reason', () => {
  const text = prunePlanText({
    items: [
      { kind: 'state', environment: 'old', name: '/state/old', bytes: 500_000 },
      { kind: 'image', id: 'sha256:0123456789abcdef', names: [], purpose: 'base', bytes: 2_000_000 },
      { kind: 'image-names', id: 'x', names: ['a:1', 'a:2'], purpose: 'store', bytes: 0 },
    ],
    left: [{ environment: 'foreign', why: 'no state of it is here' }],
  });
  expect(text).toMatchInlineSnapshot(`
    "TO REMOVE      NAME                            SIZE
    state          /state/old                      500 kB
    image          0123456789ab (left by a build)  2.0 MB
    name of image  a:1                             -
                   a:2
    At least 2.5 MB, more where images share layers.

    Left, as only you can know whether it is needed:
      foreign: no state of it is here
    Delete one with all of its data: npx -y pnpm@12 local:prune ENVIRONMENT"
  `);
});

it('what was removed is counted, and what was not is named', () => {
  const image = { kind: 'image', id: 'x', names: ['store:1'], purpose: 'store', bytes: 5 } as const;
  const volumeItem = { kind: 'volume', environment: 'old', name: 'old_s3', bytes: 5 } as const;
  const kept = [{ item: volumeItem, why: 'volume is in use' }];
  expect(prunedText({ removed: [image, image], kept, freedBytes: 1_500 })).toBe(
    'Removed: 2 images. Freed: 1.5 kB.\nLeft: old_s3: volume is in use',
  );
  expect(prunePlanText({ items: [], left: [] })).toBe('There is nothing to remove.');
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [9_949, '9.9 kB'],
  [9_960, '10 kB'],
  [999_600, '1.0 MB'],
  [1_430_000_000, '1.4 GB'],
  [2e15, '2000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});
