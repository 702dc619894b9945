import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { createProgress } from '../../progress/progress.ts';
import { replaceDatabase } from './replace-database.ts';
import { swapNames } from './swap-names.ts';
import { type RdsInstances, rdsInstances } from './testing/rds-instances.ts';

const primary = 'spree-staging-postgres';
const restored = `${primary}-restored`;
const names = swapNames('staging', restored, '20270115103000');
const before = `${primary}-before-20270115103000`;

const store = () => rdsInstances([[primary], [`${primary}-replica`, primary], [restored]]);

/** Replaces the primary, and gives the titles of the steps with what came of it. */
async function replace({ rds }: RdsInstances) {
  const steps: string[] = [];
  const replaced = await replaceDatabase({
    ...{ rds, names, runAgain: 'db:restore --use it' },
    progress: createProgress((event) => {
      if (event.type === 'started') steps.push(event.title);
    }),
    watchIn: () => ({ everyMs: 1, signal: new AbortController().signal, onStatus: () => {} }),
  });
  return { replaced, steps };
}

async function failureOf(instances: RdsInstances): Promise<Failure> {
  const error: unknown = await replace(instances).catch((raised: unknown) => raised);
  if (error instanceof Failure) return error;
  throw new Error('It did not fail', { cause: error });
}

/** What replicates what in the end. */
const swapped = {
  [primary]: undefined,
  [`${primary}-replica`]: primary,
  [before]: undefined,
  [`${before}-replica`]: before,
};

test('a replica of the restored instance is made before any name changes, and takes the name of the one before', async () => {
  const instances = await store();
  const { [restored]: restoredId } = instances.ids();
  const { replaced, steps } = await replace(instances);
  expect(steps).toEqual(['Read replica', 'Change of names']);
  expect(instances.changes).toEqual([
    `replica ${restored}-replica of ${restored}`,
    `rename ${primary} ${before}`,
    `rename ${restored} ${primary}`,
    `rename ${primary}-replica ${before}-replica`,
    `rename ${restored}-replica ${primary}-replica`,
  ]);
  expect(instances.sources()).toEqual(swapped);
  expect(instances.ids()[primary]).toBe(restoredId);
  expect(instances.replicasAsked).toMatchObject([{ DBInstanceClass: 'db.t4g.small' }]);
  expect(replaced).toMatchObject({
    primary: { identifier: primary, status: 'available' },
    before: { identifier: before },
    replicaBefore: `${before}-replica`,
  });
});

test('an instance that is still backed up after its restore gets its replica when that is over', async () => {
  const instances = await rdsInstances([[primary], [`${primary}-replica`, primary], [restored]], 4);
  await replace(instances);
  expect(instances.sources()).toEqual(swapped);
});

test.each([0, 1, 2, 3, 4])(
  'a replacement whose change number %i fails says what to run, and goes on from there',
  async (number) => {
    const instances = await store();
    const { [restored]: restoredId } = instances.ids();
    instances.failChange(number);
    const { code, message, hint } = await failureOf(instances);
    expect(code).toBe('DATABASE_SWAP_STOPPED');
    expect(message).toContain(number === 0 ? 'no name was changed' : 'may have their new names');
    expect(hint).toContain('db:restore --use it');
    const asked = instances.changes.length;
    await replace(instances);
    expect(instances.sources()).toEqual(swapped);
    expect(instances.ids()[primary]).toBe(restoredId);
    expect(instances.changes).toHaveLength(5);
    expect(asked).toBe(number);
  },
);

test('a database without a replica gets none', async () => {
  const instances = await rdsInstances([[primary], [restored]]);
  const { replaced, steps } = await replace(instances);
  expect(steps).toEqual(['Change of names']);
  expect(instances.sources()).toEqual({ [primary]: undefined, [before]: undefined });
  expect(replaced.replicaBefore).toBeUndefined();
});

test('once all is done there is nothing to put in its place', async () => {
  const instances = await store();
  await replace(instances);
  await expect(replace(instances)).rejects.toMatchObject({ code: 'DATABASE_NOT_FOUND' });
  expect(instances.sources()).toEqual(swapped);
});
