import { z } from 'zod';
import type { ServiceSettings } from '../../model/ecs.ts';
import { present } from '../../properties/present.ts';

/**
 * The members that a service keeps as they are written, for templates, `CreateService` and `UpdateService` alike. A new
 * one is added here and in `ServiceSettings`; nothing between the two and what acts on it has to know it.
 */
export const plainMembers = {
  healthCheckGracePeriodSeconds: z.int().min(0).max(2_147_483_647).optional(),
  enableExecuteCommand: z.boolean().optional(),
  propagateTags: z.enum(['SERVICE', 'TASK_DEFINITION', 'NONE']).optional(),
};

const schema = z.object(plainMembers);
type PlainSettings = Pick<ServiceSettings, keyof typeof plainMembers>;

/** With ECS's defaults. */
const defaults: PlainSettings = {
  healthCheckGracePeriodSeconds: 0,
  enableExecuteCommand: false,
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
