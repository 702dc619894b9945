import { z } from 'zod';
import { noZones } from '../../properties/common-reasons.ts';
import { present } from '../../properties/present.ts';
import { recorded } from '../../properties/standing.ts';

/**
 * The members that a service keeps as they are written, for templates, `CreateService`, `UpdateService` and the answers
 * alike. A new one is added here; nothing between this and what acts on it has to know it.
 */
export const plainMembers = {
  healthCheckGracePeriodSeconds: z.int().min(0).max(2_147_483_647).optional(),
  enableExecuteCommand: z.boolean().optional(),
  enableECSManagedTags: z.boolean().optional(),
  /** Whose tags the tasks get; none if it is absent. */
  propagateTags: z.enum(['SERVICE', 'TASK_DEFINITION', 'NONE']).optional(),
};

/** Members without effect; one that gets an effect moves to the list above. */
export const recordedMembers = {
  availabilityZoneRebalancing: recorded(noZones, z.enum(['ENABLED', 'DISABLED'])),
};

const schema = z.object(plainMembers);
type Given = Readonly<z.output<typeof schema>>;

/** What a service has of them: every one, so that one that leaves a template goes back to ECS's default. */
export type PlainSettings = { readonly [Member in keyof Given]-?: NonNullable<Given[Member]> };

/** ECS's. */
const defaults: PlainSettings = {
  healthCheckGracePeriodSeconds: 0,
  enableExecuteCommand: false,
  enableECSManagedTags: false,
  propagateTags: 'NONE',
};

/** Those of a new service. */
export function plainSettings(input: z.input<typeof schema>): PlainSettings {
  return { ...defaults, ...givenPlainSettings(input) };
}

/** Those that a change names; the rest stays as it is. */
export function givenPlainSettings(input: z.input<typeof schema>): Partial<PlainSettings> {
  return present(schema.parse(input));
}

/** Those of a service that was kept before some of them were known: what is missing has ECS's default. */
export const keptPlainSettings: z.ZodType<PlainSettings> = schema.transform(plainSettings);
