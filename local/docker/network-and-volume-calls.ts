import type Dockerode from 'dockerode';
import { z } from 'zod';
import type { Engine, Labelled } from './engine.ts';
import { translated, unlessStatus } from './engine-failures.ts';
import { labelFilter } from './label-filter.ts';

type NetworkAndVolumeCalls = Pick<
  Engine,
  | 'inspectNetwork'
  | 'createNetwork'
  | 'removeNetwork'
  | 'listNetworks'
  | 'createVolume'
  | 'listVolumes'
  | 'listLabelledVolumes'
  | 'removeVolume'
>;

const notFound = 404;
const inspectedNetwork = z.object({
  Id: z.string(),
  IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string().optional() })).nullish() }),
});
const labelled = z.array(z.object({ Name: z.string(), Labels: z.record(z.string(), z.string()).nullish() }));
const listedVolumes = z.object({ Volumes: labelled.nullish() });

/** The engine's calls about networks and volumes. */
export function networkAndVolumeCalls(docker: Dockerode): NetworkAndVolumeCalls {
  return {
    inspectNetwork: async (name) => {
      const answer = await unlessStatus([notFound], undefined, `inspect the network ${name}`, () =>
        docker.getNetwork(name).inspect(),
      );
      if (answer === undefined) return undefined;
      const network = inspectedNetwork.parse(answer);
      return { id: network.Id, subnet: network.IPAM.Config?.[0]?.Subnet ?? '' };
    },
    createNetwork: async (name, labels) => {
      await translated(`create the network ${name}`, () =>
        docker.createNetwork({ Name: name, Labels: { ...labels }, CheckDuplicate: true }),
      );
    },
    removeNetwork: (name) =>
      unlessStatus([notFound], undefined, `remove the network ${name}`, () =>
        docker.getNetwork(name).remove(),
      ),
    listNetworks: async (label) => {
      const filters = { label: [label] };
      const answer = await translated('list its networks', () => docker.listNetworks({ filters }));
      return labelled.parse(answer).map(toLabelled);
    },
    createVolume: async (name, labels) => {
      await translated(`create the volume ${name}`, () =>
        docker.createVolume({ Name: name, Labels: { ...labels } }),
      );
    },
    listVolumes: async (labels) => {
      const filters = { label: labelFilter(labels) };
      const answer = await translated('list its volumes', () => docker.listVolumes({ filters }));
      return (listedVolumes.parse(answer).Volumes ?? []).map((volume) => volume.Name);
    },
    listLabelledVolumes: async (label) => {
      const filters = { label: [label] };
      const answer = await translated('list its volumes', () => docker.listVolumes({ filters }));
      return (listedVolumes.parse(answer).Volumes ?? []).map(toLabelled);
    },
    removeVolume: (name) =>
      unlessStatus([notFound], undefined, `remove the volume ${name}`, () => docker.getVolume(name).remove()),
  };
}

function toLabelled({ Name, Labels }: z.output<typeof labelled>[number]): Labelled {
  return { name: Name, labels: Labels ?? {} };
}
