import { emptyCluster } from '../../../scheduler/initial-state.ts';
import { sampleTime } from '../../testing/sample-state.ts';
import { sampleWorkload } from '../../testing/sample-workload.ts';
import { serveGateway } from '../../testing/served-gateway.ts';
import { type SimulatedControlPlane, simulatedControlPlane } from '../../testing/simulated-control-plane.ts';

/** The AWS endpoint on the sample definition, whose service runs two tasks. */
export interface ScalingEndpoint {
  readonly controlPlane: SimulatedControlPlane;
  /** Calls an operation, and gives its answer; an error has its code as `__type`, and its text as `Message`. */
  call(operation: string, input: object): Promise<Answer>;
  close(): Promise<void>;
}

export type Answer = Readonly<Record<string, unknown>>;

export const webId = 'service/spree-local-cluster/spree-local-web';

/** The members by which requests name the service. */
export const web = {
  ServiceNamespace: 'ecs',
  ResourceId: webId,
  ScalableDimension: 'ecs:service:DesiredCount',
};

export async function scalingEndpoint(): Promise<ScalingEndpoint> {
  const place = { clusterName: 'spree-local-cluster', region: 'ap-southeast-1', accountId: '000000000000' };
  const controlPlane = simulatedControlPlane(emptyCluster(place), () => sampleTime);
  await controlPlane.applyWorkload({ workload: sampleWorkload, digest: 'd', releaseServices: true });
  controlPlane.settle();
  const { url, close } = await serveGateway(controlPlane);
  return {
    controlPlane,
    call: (operation, input) => call(url, operation, input),
    close,
  };
}

async function call(url: string, operation: string, input: object): Promise<Answer> {
  const scope = 'test/20261124/ap-southeast-1/application-autoscaling/aws4_request';
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AnyScaleFrontendService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return Object(await answer.json());
}
