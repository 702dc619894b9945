import { z } from 'zod';
import type { Template } from '../../../definition/template/template.ts';
import { Failure } from '../../../failure/failure.ts';
import { type Acknowledgement, type Acknowledgements, checkRules } from '../../scaling/check/finding.ts';

/** The key of a resource's metadata that says why findings about it stay: reasons by rule, with the figures they are for. */
export const acknowledgeKey = 'spree-parity:acknowledge';

const text = z.string().min(1);

const acknowledgement = z.union([
  text.transform((reason): Acknowledgement => ({ reason })),
  z.strictObject({ reason: text, figures: z.record(z.string(), z.number()).exactOptional() }),
]);

const metadata = z.object({
  [acknowledgeKey]: z.partialRecord(z.enum(checkRules), acknowledgement).optional(),
});

/** What the resources of a template acknowledge, by their logical ids. Raises `BAD_ACKNOWLEDGEMENT`. */
export function acknowledgementsIn({ Resources }: Template): Acknowledgements {
  const entries = Object.entries(Resources).flatMap(([logicalId, { Metadata }]) => {
    const parsed = metadata.safeParse(Metadata ?? {});
    if (!parsed.success) throw badAcknowledgement(logicalId);
    const reasons = parsed.data[acknowledgeKey];
    return reasons === undefined ? [] : [[logicalId, reasons] as const];
  });
  return Object.fromEntries(entries);
}

function badAcknowledgement(logicalId: string): Failure {
  return new Failure(
    'BAD_ACKNOWLEDGEMENT',
    `${logicalId}: ${acknowledgeKey} is not a list of reasons by rule`,
    {
      hint: `Set a reason for each rule, of: ${checkRules.join(', ')}.`,
    },
  );
}
