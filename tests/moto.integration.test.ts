import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { parseTemplate, type Template } from '../definition/template/template.ts';
import { hasCustomers } from '../operations/target.ts';
import { environments } from '../stack/environments.ts';
import { owned } from '../stack/testing/owned.ts';
import { apiRequests } from '../testing/moto/api-requests.ts';
import { MotoRefusal } from '../testing/moto/ask-moto.ts';
import { byLibrary, type LibraryWay, libraryVariables } from '../testing/moto/by-library.ts';
import { createByApi } from '../testing/moto/create-by-api.ts';
import { createdParts } from '../testing/moto/created-parts.ts';
import { type Lived, lifeOf } from '../testing/moto/environment-life.ts';
import { type EnvironmentName, isCertificate, removeAssemblies } from '../testing/moto/environment-steps.ts';
import { lookUpGroups } from '../testing/moto/look-ups.ts';
import { type MotoServer, startMoto } from '../testing/moto/moto-server.ts';
import { deploy } from '../testing/moto/moto-stack.ts';
import { faultsOf, stateOf } from '../testing/moto/stack-state.ts';
import type { Stub } from '../testing/moto/stub.ts';
import { originsGroup, stubs } from '../testing/moto/stubs.ts';

let moto: MotoServer;
beforeAll(async () => {
  moto = await startMoto(owned.account);
}, 400_000);
afterAll(async () => {
  removeAssemblies();
  await moto[Symbol.asyncDispose]();
});

const isName = (name: string): name is EnvironmentName => Object.hasOwn(environments, name);
const lives = Object.keys(environments)
  .filter(isName)
  .flatMap((environment) => [
    { environment, hasDomain: false, title: environment },
    // The local store answers at localhost.
    ...(environment === 'local'
      ? []
      : [{ environment, hasDomain: true, title: `${environment}, with a domain` }]),
  ]);

/** What moto does not create as the template says is printed here; `testing/moto/stubs.ts` says what to do about it. */
const said = ({ step, stackName, faults }: Lived) =>
  faults.map(
    ({ kind, type = '', place, found = '' }) =>
      `${stackName}, ${step.name}: ${type} ${place}: ${kind} ${found}`,
  );

/** How many resources of each type a template has. */
function countsOf({ Resources }: Template, types: readonly string[]): Readonly<Record<string, number>> {
  const own = Object.values(Resources).map(({ Type }) => Type);
  const counts = types.map((type) => [type, own.filter((each) => each === type).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

test.each(lives)('moto creates, updates and deletes all of $title', async ({ environment, hasDomain }) => {
  await using way = await byLibrary(moto, stubs);
  for (const [name, value] of Object.entries(libraryVariables(way.endpoint, way.home)))
    vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  await live(environment, hasDomain, way);
  const [certificate, store] = [`spree-${environment}-certificate`, `spree-${environment}`];
  // The certificate comes before what takes it, and goes after that.
  expect(way.ended.slice(0, 2)).toEqual(hasDomain ? [certificate, store] : [store, store]);
  expect(way.ended.slice(-2)).toEqual(hasDomain ? [store, certificate] : [store, store]);
});

async function live(environment: EnvironmentName, hasDomain: boolean, way: LibraryWay): Promise<void> {
  const { web, worker, database, region } = environments[environment];
  for await (const lived of lifeOf({ moto, stubs, environment, hasDomain, way })) {
    const { step, stackName, template, state } = lived;
    expect(said(lived)).toEqual([]);
    expect([...state.physicalIds.keys()]).toEqual(expect.arrayContaining(Object.keys(template.Resources)));
    if (isCertificate(stackName) || step.name === 'with tasks') {
      expect(await createByApi(moto, lived)).toEqual(countsOf(template, Object.keys(apiRequests)));
    }
    if (isCertificate(stackName)) continue;
    expect(await lookUpGroups(moto, lived)).toEqual([state.references.get(`${originsGroup}.GroupId`)]);
    const { isInService } = step.changes(environments[environment]);
    const isProtected = isInService === true && hasCustomers(environment);
    expect([...way.protectedStacks]).toEqual(['CDKToolkit', ...(isProtected ? [stackName] : [])]);
    const parts = await createdParts(moto, region);
    const isRevision = expect.toSatisfy((revision) => revision > 1 === (step.imageTag !== 'release-1'));
    expect(parts.services).toEqual({
      [`${stackName}-web`]: { desired: step.hasTasks ? web.min : 0, revision: isRevision },
      [`${stackName}-worker`]: { desired: step.hasTasks ? worker.min : 0, revision: isRevision },
    });
    expect(parts.listeners).toEqual([{ port: 80, targetPort: 3000, path: '/up' }]);
    const hasReplica = step.changes(environments[environment]).database?.hasReplica ?? database.hasReplica;
    expect(Object.keys(parts.databases)).toEqual([
      `${stackName}-postgres`,
      ...(hasReplica ? [`${stackName}-postgres-replica`] : []),
    ]);
    expect(parts.buckets.filter((name) => name.startsWith(stackName))).toHaveLength(4);
  }
  const { databases, listeners, buckets } = await createdParts(moto, region);
  expect({ databases, listeners }).toEqual({ databases: {}, listeners: [] });
  expect(buckets.filter((name) => !name.startsWith('cdk-'))).toEqual([]);
}

describe('a wrong template', () => {
  beforeEach(() => moto.reset());

  const deployment = (Resources: object) => ({
    ...{ moto, stubs, stackName: 'wrong', region: 'ap-southeast-1', accountId: owned.account, outputs: {} },
    template: parseTemplate({ Resources }, 'wrong'),
  });

  test('with a reference to nothing is refused', async () => {
    const Group = {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: 'x', VpcId: { Ref: 'Vpc' } },
    };
    await expect(deploy(deployment({ Group }))).rejects.toThrow(MotoRefusal);
  });

  test('with a type that moto does not know leaves a fault that names it', async () => {
    const wrong = deployment({ Thing: { Type: 'AWS::Unknown::Thing' } });
    const created = await deploy(wrong);
    const faults = [...faultsOf(created, await stateOf(wrong, created), 'CREATE_COMPLETE')];
    expect(faults).toEqual([{ kind: 'not created', type: 'AWS::Unknown::Thing', place: 'Thing' }]);
  });

  test('with an attribute that no resource of its type has is refused by its name', async () => {
    const wrong = deployment({
      Topic: { Type: 'AWS::SNS::Topic' },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { AlarmActions: [{ 'Fn::GetAtt': ['Topic', 'Nothing'] }] },
      },
    });
    await expect(deploy(wrong)).rejects.toThrow('Nothing');
  });
});

test.each(stubs)('moto cannot do without the stub for $what', async (stub) => {
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
