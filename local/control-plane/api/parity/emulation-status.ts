import { z } from 'zod';
import { parseJson } from '../../../../json/parse-json.ts';
import { type HeldEmulation, heldSchema } from '../../../environment/emulation-record.ts';
import { AwsError } from '../aws-error.ts';

/** What `GET /_parity/emulation` answers of LocalStack. */
export const emulationStatusSchema = z.object({
  /** Whether it was restarted and is being given again what it had. */
  refilling: z.boolean(),
  /** What its run was given; absent where that is nothing yet, or where it does not answer. */
  held: heldSchema.exactOptional(),
});

/** @see emulationStatusSchema */
export type EmulationStatus = z.infer<typeof emulationStatusSchema>;

/** What `PUT /_parity/emulation` answers. */
export const recordedSchema = z.object({
  /** False while LocalStack is away or being filled again: nothing was written down, and the caller has to wait. */
  recorded: z.boolean(),
});

/** Reads what `PUT /_parity/emulation` is given. Raises `AwsError`. */
export function parseHeld(body: string): HeldEmulation {
  const parsed = heldSchema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new AwsError('InvalidParameterException', z.prettifyError(parsed.error), 400, parsed.error);
}
