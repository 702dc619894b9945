import { z } from 'zod';

/** In ECR's words. */
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED'] as const;

const finding = z.object({
  name: z.string(),
  severity: z.enum(severities),
  uri: z.string().exactOptional(),
  description: z.string().exactOptional(),
  attributes: z.array(z.object({ key: z.string(), value: z.string() })),
});

/**
 * A vulnerability of an image.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanFinding.html
 */
export type ImageScanFinding = z.output<typeof finding>;

/** A scan that is over, as it is kept. */
export const finishedScan = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('COMPLETE'),
    completedAt: z.number(),
    /** When the vulnerabilities that were looked for were known, where the scanner says so. */
    databaseAt: z.number().exactOptional(),
    findings: z.array(finding),
  }),
  /** It could not be made, and why. */
  z.object({ status: z.literal('FAILED'), description: z.string() }),
]);

export type FinishedScan = z.output<typeof finishedScan>;

export type ImageScan = FinishedScan | { readonly status: 'IN_PROGRESS' };

/** What finds the vulnerabilities of an image that the registry has. It never rejects: a scan that fails says why. */
export type Scanner = (image: {
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string;
}) => Promise<FinishedScan>;
