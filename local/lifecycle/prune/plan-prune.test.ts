import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageUsage } from '../../docker/engine.ts';
import type { FoundEnvironment } from '../inventory/inventory.ts';
import { planPrune } from './plan-prune.ts';
import type { PruneRequest } from './prune-plan.ts';
import { builtImage, exampleRecord, found } from './testing/found.ts';

const volume = (name: string) => ({ name, labels: {}, sizeBytes: 5 });
const container = { id: 'c', name: 'c', image: 'i', state: 'exited', hostPorts: [], labels: {} } as const;

interface Machine {
  readonly environments?: readonly FoundEnvironment[];
  readonly images?: readonly ImageUsage[];
  readonly imagesOfContainers?: readonly string[];
  readonly request?: Partial<PruneRequest>;
}

function plan({ environments = [], images = [], imagesOfContainers = [], request = {} }: Machine) {
  const usage = { imagesBytes: 0, images, volumes: [], imagesOfContainers };
  return planPrune({ environments, usage }, [], { all: false, named: [], current: 'here', ...request });
}

/** Kinds with the names that go, or the ids of images without one. */
function removed(machine: Machine): readonly string[] {
  return plan(machine).items.map((item) =>
    'names' in item ? `${item.kind} ${item.names.join(' ') || item.id}` : `${item.kind} ${item.name}`,
  );
}

const gone = exampleRecord({
  serverImages: ['i'],
  name: 'gone',
  stateFolder: '/state/gone',
  isCheckoutGone: true,
});

const stopped = exampleRecord({ serverImages: ['spree-parity/postgres:p'] });

describe('the parts of environments', () => {
  it('go where only state is left and the checkout is gone', () => {
    const environments = [found('gone', { record: gone, networks: ['gone_default'] })];
    expect(removed({ environments })).toEqual(['network gone_default', 'state /state/gone']);
  });

  it('stay where the checkout is there, where there is data, and where the environment is that of this checkout', () => {
    const environments = [
      found('shop', { record: exampleRecord() }),
      found('gone', { record: gone, volumes: [volume('gone_postgres')] }),
      found('stopped', { record: gone, containers: [container], networks: ['stopped_default'] }),
      found('here', { record: gone }),
    ];
    expect(removed({ environments })).toEqual([]);
  });

  it('are named where only a person can know whether they are needed', () => {
    const { checkout: _, ...unknown } = exampleRecord();
    const environments = [
      found('gone', { record: gone, volumes: [volume('gone_postgres')] }),
      found('foreign', { volumes: [volume('foreign_postgres')] }),
      found('unknown', { record: unknown }),
      found('running', { containers: [container] }),
      found('shop', { record: stopped, volumes: [volume('shop_postgres')] }),
    ];
    expect(plan({ environments }).left).toEqual([
      { environment: 'gone', why: 'its checkout /checkout is gone, but it holds data' },
      {
        environment: 'foreign',
        why: 'no state of it is here: it may be that of another user; images stay, as it may need them',
      },
      { environment: 'unknown', why: 'it has no data, and its checkout is not known' },
    ]);
  });

  it('go with the data of one that is named, and of no other', () => {
    const environments = [
      found('foreign', { volumes: [volume('foreign_postgres')], networks: ['foreign_default'] }),
      found('shop', { record: stopped, volumes: [volume('shop_postgres')] }),
    ];
    expect(removed({ environments, request: { named: ['foreign'] } })).toEqual([
      'volume foreign_postgres',
      'network foreign_default',
    ]);
  });

  it('of others stay where one is named, whatever else could go', () => {
    const environments = [
      found('gone', { record: gone, networks: ['gone_default'] }),
      found('foreign', { volumes: [volume('foreign_postgres')] }),
      found('killed', { record: exampleRecord(), networks: ['killed_default'] }),
    ];
    const context = { kind: 'context', name: '/tmp/left', bytes: 1 } as const;
    const usage = { imagesBytes: 0, images: [], volumes: [], imagesOfContainers: [] };
    const request = { all: true, named: ['foreign'], current: 'here' };
    expect(planPrune({ environments, usage }, [context], request)).toEqual({
      items: [{ kind: 'volume', environment: 'foreign', name: 'foreign_postgres', bytes: 5 }],
      left: [],
    });
  });

  it('include the network that a killed command left of an environment of this user', () => {
    const environments = [
      found('shop', { record: exampleRecord(), networks: ['shop_default'] }),
      found('foreign', { networks: ['foreign_default'] }),
    ];
    expect(removed({ environments })).toEqual(['network shop_default']);
  });
});

describe('images', () => {
  const stores = ['a', 'b', 'c', 'd', 'e'].map((id, minutesOld) => builtImage(id, 'store', { minutesOld }));

  it('of the store go but for the newest three, and of each server but for the newest; with all every one', () => {
    const servers = [builtImage('new', 'postgres'), builtImage('old', 'postgres', { minutesOld: 9 })];
    const images = [...stores, ...servers, builtImage('only', 'redis')];
    expect(removed({ images })).toEqual([
      'image spree-parity/store:d',
      'image spree-parity/store:e',
      'image spree-parity/postgres:old',
    ]);
    expect(removed({ images, request: { all: true } })).toHaveLength(8);
  });

  it('stay where a container runs one or a stopped environment starts with it, even with all', () => {
    const record = exampleRecord({
      serverImages: ['spree-parity/postgres:p'],
      releasedImages: ['d'],
      releasedTag: 'live',
    });
    const images = [
      ...stores,
      builtImage('p', 'postgres', { minutesOld: 50 }),
      builtImage('r', 'store', { minutesOld: 60, names: ['000000000000.dkr.ecr.x.amazonaws.com/shop:live'] }),
    ];
    const environments = [found('shop', { record, volumes: [volume('shop_postgres')] })];
    const machine = { images, environments, imagesOfContainers: ['e'], request: { all: true } };
    expect(removed(machine)).toEqual([
      'image spree-parity/store:a',
      'image spree-parity/store:b',
      'image spree-parity/store:c',
    ]);
  });

  it('with a name stay while an environment has data of which nobody knows what it starts with', () => {
    const images = [...stores, builtImage('nameless', 'base', { names: [], minutesOld: 90 })];
    const foreign = found('foreign', { volumes: [volume('foreign_postgres')] });
    const broken = found('broken', { record: exampleRecord(), volumes: [volume('broken_postgres')] });
    for (const environment of [foreign, broken]) {
      const machine = { images, environments: [environment] };
      expect(removed({ ...machine, request: { all: true } })).toEqual(['image nameless']);
      expect(removed({ ...machine, environments: [] })).toContain('image spree-parity/store:e');
    }
  });

  it('that only a named environment needs go with it, and no other images', () => {
    const images = [
      ...stores,
      builtImage('p', 'postgres', { minutesOld: 50 }),
      builtImage('q', 'postgres'),
      builtImage('shared', 'redis', { minutesOld: 50 }),
      builtImage('redis', 'redis'),
    ];
    const record = { ...gone, serverImages: ['spree-parity/postgres:p', 'spree-parity/redis:shared'] };
    const other = exampleRecord({ serverImages: ['spree-parity/redis:shared'] });
    const environments = [
      found('gone', { record: { ...record, releasedImages: ['a'] }, volumes: [volume('gone_s3')] }),
      found('shop', { record: other, volumes: [volume('shop_s3')], networks: ['shop_default'] }),
    ];
    const machine = { images, environments };
    const parts = ['volume gone_s3', 'state /state/gone'];
    expect(removed({ ...machine, request: { named: ['gone'] } })).toEqual([
      ...parts,
      'image spree-parity/postgres:p',
    ]);
    expect(removed({ ...machine, request: { named: ['gone'], all: true } })).toEqual([
      ...parts,
      'image spree-parity/store:a',
      'image spree-parity/postgres:p',
    ]);
  });

  it('that an environment alone needs go with it', () => {
    const record = { ...gone, serverImages: ['spree-parity/postgres:p'] };
    const images = [builtImage('p', 'postgres', { minutesOld: 50 }), builtImage('q', 'postgres')];
    expect(removed({ images, environments: [found('gone', { record })] })).toEqual([
      'state /state/gone',
      'image spree-parity/postgres:p',
    ]);
  });

  it('without a name go as those of the store do, unless another registry has one', () => {
    const nameless = ['a', 'b', 'c', 'd'].map((id, minutesOld) =>
      builtImage(id, 'base', { names: [], minutesOld }),
    );
    const pushed = (repository: string) => ({
      names: [],
      digests: [`${repository}@sha256:1`],
      minutesOld: 20,
    });
    const images = [
      ...nameless,
      builtImage('local', 'store', pushed('127.0.0.1:4566/spree-local')),
      builtImage('theirs', 'store', pushed('registry.example.com/shop')),
    ];
    expect(removed({ images })).toEqual(['image d', 'image local']);
  });

  it('that are stages of builds go but for the newest three of them, however many others have no name', () => {
    const nameless = (purpose: string, ages: readonly number[]) =>
      ages.map((minutesOld) => builtImage(`${purpose}-${minutesOld}`, purpose, { names: [], minutesOld }));
    const images = [...nameless('base', [0, 1, 2, 3]), ...nameless('store-stage', [5, 6, 7, 8, 9])];
    expect(removed({ images })).toEqual(['image base-3', 'image store-stage-8', 'image store-stage-9']);
  });

  it('that is copied from in the build of the store has the label by which it is found', async () => {
    const dockerfile = await readFile(join(import.meta.dirname, '../../../store/Dockerfile'), 'utf8');
    const [, stage = ''] = /^FROM gems AS build\n(.*?)^FROM /ms.exec(dockerfile) ?? [];
    // As its last instruction: all before it is what builds have made already.
    expect(
      stage
        .split('\n')
        .filter((line) => /^[A-Z]+ /.test(line))
        .at(-1),
    ).toBe('LABEL dev.spree-parity.image=store-stage');
    expect(dockerfile).not.toMatch(/^FROM build/m);
  });

  it('of others stay: without a label, or with a name of somebody’s own', () => {
    const images = [
      builtImage('unlabelled', 'store', { labels: {}, names: [] }),
      builtImage('alike', 'store', { labels: {} }),
      builtImage('backup', 'store', { names: ['spree-parity/store:x', 'shop/backup:1'] }),
    ];
    expect(removed({ images, request: { all: true } })).toEqual([]);
  });

  it('go with every name that the toolkit gives', () => {
    const names = [
      'spree-parity/store:a',
      '000000000000.dkr.ecr.ap-southeast-1.amazonaws.com/shop:demo-a',
      '127.0.0.1:4570/spree-local:one',
      '111122223333.dkr.ecr.eu-west-1.amazonaws.com/spree-production:one',
    ];
    const images = [builtImage('a', 'store', { names })];
    expect(removed({ images, request: { all: true } })).toEqual([`image ${names.join(' ')}`]);
  });

  it('that stay lose their second names once no environment has data', () => {
    const alias = '000000000000.dkr.ecr.ap-southeast-1.amazonaws.com/spree-local:given-1';
    const images = [
      builtImage('a', 'store', { names: ['spree-parity/store:a', alias] }),
      builtImage('given', 'store', { labels: {}, names: ['shop/mine:1', `${alias}2`] }),
      builtImage('alone', 'store', { labels: {}, names: [`${alias}3`] }),
    ];
    expect(removed({ images })).toEqual([`image-names ${alias}`, `image-names ${alias}2`]);
    const environments = [found('shop', { record: stopped, volumes: [volume('shop_postgres')] })];
    expect(removed({ images, environments })).toEqual([]);
  });
});
