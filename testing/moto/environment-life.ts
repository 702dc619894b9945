import { isJsonObject } from '../../definition/template/json-value.ts';
import type { Template } from '../../definition/template/template.ts';
import { environments } from '../../stack/environments.ts';
import { owned } from '../../stack/testing/owned.ts';
import { type EnvironmentName, isCertificate, type Step, steps, templatesOf } from './environment-steps.ts';
import type { MotoServer } from './moto-server.ts';
import { type Deployment, stubbedTemplate, withReferencesShown } from './moto-stack.ts';
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

interface Existing {
  readonly deployment: Deployment;
  readonly created: Template;
}

/** Deploys an environment in an empty account step by step, and deletes it. Raises a `MotoRefusal`. */
export async function* lifeOf({
  moto,
  stubs,
  environment,
  hasDomain,
  way = byRequests,
}: Life): AsyncGenerator<Lived> {
  const { region } = environments[environment];
  const owner = await prepare(moto, environment, way);
  const domain = hasDomain ? owner : undefined;
  const existing = new Map<string, Existing>();
  const outputs: Record<string, StackState['outputs']> = {};
  for (const step of steps) {
    for (const [stackName, template] of templatesOf(environment, step, domain)) {
      const before = existing.get(stackName)?.created;
      // Nothing of it ever changes, which CloudFormation calls an error.
      if (before !== undefined && isCertificate(stackName)) continue;
      const place = { stackName, region: isCertificate(stackName) ? 'us-east-1' : region };
      const deployment = { ...place, moto, stubs, accountId: owned.account, template, outputs };
      const created = stubbedTemplate(deployment, before);
      const sent = { deployment, template: withReferencesShown(created), isUpdate: before !== undefined };
      await way.send({ ...sent, environment, step, domain });
      existing.set(stackName, { deployment, created });
      const state = await stateOf(deployment, created);
      outputs[stackName] = state.outputs;
      const faults = [
        ...faultsOf(created, state, before ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE'),
        ...(await staleServices(deployment, state)),
      ];
      const isExplained = (fault: Fault) => stubs.some(({ explains }) => explains?.(fault));
      yield { ...place, step, template, state, faults: faults.filter((fault) => !isExplained(fault)) };
    }
  }
  await way.remove([...existing.values()].map(({ deployment }) => deployment));
}

/** Empties the account and prepares both regions. Gives the domain whose hosted zone is there. */
async function prepare(moto: MotoServer, environment: EnvironmentName, way: WayOfDeploying) {
  await moto.reset();
  const name = 'shop.example.com';
  const [step] = steps;
  const assets = templatesOf(environment, step, undefined).flatMap(([, template]) => assetsOf(template));
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
