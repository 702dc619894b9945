import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { thisHolder } from './lock-holder.ts';
import { parameterLockStore } from './parameter-lock-store.ts';

/** SSM as far as a lock uses it, two parameters a page. */
async function parameters() {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });
  const kept = new Map<string, string>();
  const named = (name: string) => Object.assign(new Error(name), { name });
  const meta = { $metadata: {} };
  answering(await clients.ssm(), {
    PutParameter: (input) => {
      const { Name, Value, Overwrite } = { Name: '', Value: '', Overwrite: false, ...input };
      if (kept.has(Name) && !Overwrite) throw named('ParameterAlreadyExists');
      kept.set(Name, Value);
      return meta;
    },
    DeleteParameter: (input) => {
      const { Name } = { Name: '', ...input };
      if (!kept.delete(Name)) throw named('ParameterNotFound');
      return meta;
    },
    GetParametersByPath: (input) => {
      const { Path, NextToken } = { Path: '', NextToken: '0', ...input };
      const from = Number(NextToken);
      const all = [...kept].filter(([name]) => name.startsWith(`${Path}/`));
      return {
        ...meta,
        Parameters: all
          .slice(from, from + 2)
          .map(([Name, Value]) => ({ Name, Value, LastModifiedDate: new Date(1000) })),
        ...(from + 2 < all.length && { NextToken: String(from + 2) }),
      };
    },
  });
  return { store: parameterLockStore('staging', clients), kept };
}

const held = { state: 'held', ...thisHolder('a test', 0) } as const;

test('a generation is created once, and all of them are listed', async () => {
  const { store, kept } = await parameters();
  for (const generation of [1, 2, 3]) expect(await store.create(generation, held)).toBe(true);
  expect(await store.create(3, held)).toBe(false);
  await store.overwrite(2, { state: 'free' });
  const record = (generation: number, value: object) => ({ generation, value, writtenAt: 1000 });
  expect(await store.list()).toEqual([record(1, held), record(2, { state: 'free' }), record(3, held)]);
  expect([...kept.keys()]).toContain('/spree-staging/deployment-lock/3');
});

test('what is removed is gone, and may be removed again', async () => {
  const { store } = await parameters();
  await store.create(1, held);
  await store.remove(1);
  await store.remove(1);
  expect(await store.list()).toEqual([]);
});

test('a parameter with an unreadable text is held by somebody, and others in the path are none', async () => {
  const { store, kept } = await parameters();
  kept.set('/spree-staging/deployment-lock/1', 'edited by hand');
  kept.set('/spree-staging/deployment-lock/note', 'x');
  expect(await store.list()).toMatchObject([{ generation: 1, value: { state: 'held' } }]);
});
