import { z } from 'zod';
import { notOffered } from './not-offered.ts';

/** Members of a service that the local side cannot honour. */
export const serviceMembersNotOffered = {
  deploymentController: z
    .object({ type: z.string() })
    .refine(({ type }) => type === 'ECS', 'the local environment offers the controller ECS alone')
    .optional(),
  placementConstraints: notOffered,
  placementStrategy: notOffered,
  serviceConnectConfiguration: z
    .object({ enabled: z.boolean() })
    .refine(({ enabled }) => !enabled, 'it is not offered by the local environment')
    .optional(),
  serviceRegistries: notOffered,
  volumeConfigurations: notOffered,
  vpcLatticeConfigurations: notOffered,
};
