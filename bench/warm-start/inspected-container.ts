import { z } from 'zod';
import { run } from '../../local/processes/run.ts';

const inspectedSchema = z.object({
  Name: z.string(),
  Config: z.object({
    Image: z.string(),
    User: z.string(),
    Env: z.array(z.string()),
    Entrypoint: z.array(z.string()).nullable(),
    Cmd: z.array(z.string()).nullable(),
    WorkingDir: z.string(),
    Labels: z.record(z.string(), z.string()),
    Healthcheck: z
      .object({
        Test: z.array(z.string()),
        Interval: z.number().default(0),
        Timeout: z.number().default(0),
        StartPeriod: z.number().default(0),
        Retries: z.number().default(0),
      })
      .optional(),
  }),
  HostConfig: z.object({
    Binds: z.array(z.string()).nullable(),
    NanoCpus: z.number(),
    CpuShares: z.number(),
    Memory: z.number(),
    MemorySwap: z.number(),
    Ulimits: z.array(z.object({ Name: z.string(), Soft: z.number(), Hard: z.number() })).nullable(),
    CapDrop: z.array(z.string()).nullable(),
    SecurityOpt: z.array(z.string()).nullable(),
    ReadonlyRootfs: z.boolean(),
    Init: z.boolean().nullish(),
  }),
});

/** What the engine says of how a container was made, in its own terms. */
export type InspectedContainer = z.infer<typeof inspectedSchema>;

/** How these containers were made, environment and limits included: more than the toolkit's own adapter asks for. */
export async function inspectContainers(ids: readonly string[]): Promise<readonly InspectedContainer[]> {
  const { stdout } = await run('docker', ['container', 'inspect', ...ids]);
  return z.array(inspectedSchema).parse(JSON.parse(stdout));
}
