import { afterAll, beforeAll, expect, test } from 'vitest';
import { environments } from '../stack/environments.ts';
import { owned } from '../stack/testing/owned.ts';
import { type Lived, lifeOf } from '../testing/moto/environment-life.ts';
import type { EnvironmentName } from '../testing/moto/environment-steps.ts';
import { type MotoServer, startMoto } from '../testing/moto/moto-server.ts';
import { MotoRefusal } from '../testing/moto/query-moto.ts';
import type { Stub } from '../testing/moto/stub.ts';
import { stubs } from '../testing/moto/stubs.ts';

let moto: MotoServer;
beforeAll(async () => {
  moto = await startMoto(owned.account);
}, 400_000);
afterAll(() => moto[Symbol.asyncDispose]());

const isName = (name: string): name is EnvironmentName => Object.hasOwn(environments, name);
const names = Object.keys(environments).filter(isName);

const said = ({ step, stackName, faults }: Lived) =>
  faults.map(
    ({ kind, type = '', place, found = '' }) =>
      `${stackName}, ${step.name}: ${type} ${place}: ${kind} ${found}`,
  );

test.each(
  names.flatMap((environment) => [
    { environment, hasDomain: false },
    ...(environment === 'local' ? [] : [{ environment, hasDomain: true }]),
  ]),
)(
  'moto creates, updates and deletes the whole template of $environment, with a domain: $hasDomain',
  async (which) => {
    for await (const lived of lifeOf({ moto, stubs, ...which })) expect(said(lived)).toEqual([]);
  },
);

test.each(stubs)('the stub for $what is needed', async (stub) => {
  const others = stubs.filter((other) => other !== stub);
  expect(await isRefused(others)).toBe(true);
});

async function isRefused(some: readonly Stub[]): Promise<boolean> {
  try {
    const life = lifeOf({ moto, stubs: some, environment: 'production', hasDomain: true });
    for await (const { faults } of life) if (faults.length > 0) return true;
    return false;
  } catch (error) {
    if (error instanceof MotoRefusal) return true;
    throw error;
  }
}
