import { z } from 'zod';

const serviceErrorSchema = z.object({ $metadata: z.object({ httpStatusCode: z.number().optional() }) });

/** The HTTP status of an error of the SDK; undefined for any other. */
export function statusOf(error: unknown): number | undefined {
  const parsed = serviceErrorSchema.safeParse(error);
  return parsed.success ? parsed.data.$metadata.httpStatusCode : undefined;
}
