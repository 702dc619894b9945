import type { AwsClients } from '../../../../aws/clients.ts';
import { parseTemplate, type Template } from '../../../../definition/template/template.ts';
import { storeTemplate } from '../../../../stack/testing/synthesize.ts';
import { preferredPorts } from '../../../environment/local-environment.ts';
import { defineStack } from '../../../providers/local-definition.ts';
import { noParameters } from '../../../providers/parameters/kept-parameters.ts';
import { emptyCluster } from '../../scheduler/initial-state.ts';
import type { Surroundings } from '../control-plane.ts';
import { sampleTime } from './sample-state.ts';
import { serveGateway } from './served-gateway.ts';
import { type SimulatedControlPlane, simulatedControlPlane } from './simulated-control-plane.ts';

/** The AWS endpoint on the store's own stack, released and steady. */
export interface OwnStackEndpoint {
  readonly url: string;
  readonly controlPlane: SimulatedControlPlane;
  readonly clients: AwsClients;
  /** The value of an output, as CloudFormation gives it. */
  output(key: string): string | undefined;
  close(): Promise<void>;
}

export interface OwnStackOptions {
  readonly surroundings?: Partial<Surroundings>;
  /** Changes the template before it is released. */
  readonly change?: (template: Template) => Template;
}

let synthesized: Template | undefined;

/** To synthesize it takes longer than all the rest. */
function ownTemplate(): Template {
  synthesized ??= parseTemplate(storeTemplate({ environment: 'local' }).toJSON(), 'local');
  return synthesized;
}

/** Nothing answers for LocalStack. */
export async function ownStackEndpoint({
  surroundings = {},
  change = (template) => template,
}: OwnStackOptions = {}): Promise<OwnStackEndpoint> {
  const template = change(ownTemplate());
  const place = { region: 'ap-southeast-1', accountId: '000000000000' };
  const stack = { ...place, id: 'store', stackName: 'spree-local', dependencies: [], template };
  const { workload, digest } = defineStack(stack, { parameters: noParameters, ports: preferredPorts });
  const clusterName = workload.clusters[0]?.name ?? '';
  const controlPlane = simulatedControlPlane(
    emptyCluster({ ...place, clusterName }),
    () => sampleTime,
    1,
    surroundings,
  );
  await controlPlane.applyWorkload({ workload, digest, releaseServices: true });
  controlPlane.settle();
  await controlPlane.completeRelease();
  const { url, clients, close } = await serveGateway(controlPlane);
  return {
    ...{ url, controlPlane, clients, close },
    output: (key) => workload.stack?.outputs.find((each) => each.key === key)?.value,
  };
}
