import { isJsonObject } from '../../definition/template/json-value.ts';
import type { Template } from '../../definition/template/template.ts';
import { environments } from '../../stack/environments.ts';
import { owned } from '../../stack/testing/owned.ts';
import { assemblyOf, type EnvironmentName, isCertificate, type Step, steps } from './environment-steps.ts';
import type { MotoServer } from './moto-server.ts';
import { faultsOf, type StackState, stateOf } from './stack-state.ts';
import { staleServices } from './stale-services.ts';
import type { Fault, Stub } from './stub.ts';
import { byRequests, type WayOfDeploying } from './way-of-deploying.ts';

/** An environment that is deployed in moto, and by which stubs. */
export interface Life {
  readonly moto: MotoServer;
  readonly stubs: readonly Stub[];
  readonly environment: EnvironmentName;
  readonly hasDomain: boolean;
  /** By requests when absent. */
  readonly way?: WayOfDeploying;
}

/** A stack after one step of its life. */
export interface Lived {
  readonly step: Step;
  readonly stackName: string;
  readonly region: string;
  /** As it was synthesized. */
  readonly template: Template;
  readonly state: StackState;
  /** Those that no stub explains. */
  readonly faults: readonly Fault[];
}

/** Deploys an environment in an empty account step by step, and deletes it. Raises a `MotoRefusal`. */
export async function* lifeOf({
  moto,
  stubs,
  environment,
  hasDomain,
  way = byRequests(),
}: Life): AsyncGenerator<Lived> {
  const { region } = environments[environment];
  const owner = await prepare(moto, environment, way);
  const domain = hasDomain ? owner : undefined;
  for (const step of steps) {
    const isUpdate = step !== steps[0];
    const deployments = assemblyOf(environment, step, domain)
      .templates // Nothing of it ever changes.
      .filter(([stackName]) => !(isUpdate && isCertificate(stackName)))
      .map(([stackName, template]) => {
        const place = { stackName, region: isCertificate(stackName) ? 'us-east-1' : region };
        return { ...place, moto, stubs, accountId: owned.account, template };
      });
    await way.deploy({ environment, step, domain, deployments });
    for (const each of deployments) {
      const deployment = { ...each, outputs: {} };
      const { stackName, template } = deployment;
      const created = way.createdOf(stackName) ?? fail(stackName);
      const state = await stateOf(deployment, created);
      const faults = [
        ...faultsOf(created, state, isUpdate ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE'),
        ...(await staleServices(deployment, state)),
      ];
      const isExplained = (fault: Fault) => stubs.some(({ explains }) => explains?.(fault));
      const unexplained = faults.filter((fault) => !isExplained(fault));
      yield { ...{ stackName, region: deployment.region, step, template, state }, faults: unexplained };
    }
  }
  await way.remove();
}

function fail(stackName: string): never {
  throw new Error(`Nothing was created of ${stackName}`);
}

/** Empties the account and prepares both regions. Gives the domain whose hosted zone is there. */
async function prepare(moto: MotoServer, environment: EnvironmentName, way: WayOfDeploying) {
  await moto.reset();
  const name = 'shop.example.com';
  const [step] = steps;
  const assets = assemblyOf(environment, step, undefined).templates.flatMap(([, template]) =>
    assetsOf(template),
  );
  const place = { moto, accountId: owned.account, zoneName: name, assets };
  await way.bootstrap({ ...place, region: 'us-east-1' });
  return { name, hostedZoneId: await way.bootstrap({ ...place, region: environments[environment].region }) };
}

/** The keys of the code of functions. */
function assetsOf({ Resources }: Template): readonly string[] {
  return Object.values(Resources).flatMap(({ Type, Properties: { Code: code } = {} }) => {
    if (Type !== 'AWS::Lambda::Function' || !isJsonObject(code) || code.S3Key === undefined) return [];
    return [String(code.S3Key)];
  });
}
