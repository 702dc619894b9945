import { createHash } from 'node:crypto';
import { z } from 'zod';
import { present } from '../../../definition/properties/present.ts';
import type { Workload } from '../../../definition/workload.ts';
import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import { parseJson } from '../../../json/parse-json.ts';
import { currentVersion, migrate } from './migrations/migrations.ts';
import type { PersistedState } from './persisted-state.ts';
import { alarmsSchema } from './schema/alarms.ts';
import { cacheFailoversSchema } from './schema/cache-failovers.ts';
import { clusterSchema } from './schema/cluster.ts';
import { invalidationsSchema } from './schema/invalidations.ts';
import { scalingSchema } from './schema/scaling.ts';
import { service } from './schema/service.ts';
import { stackOperationsSchema } from './schema/stack-operations.ts';

const envelopeSchema = z.object({
  version: z.int().min(1),
  sha256: z.string(),
  /** Digest of the code that read the released definition; files of version 1 have none. */
  code: z.string().optional(),
  state: z.unknown(),
});

const released = { workload: z.custom<Workload>((value) => typeof value === 'object'), digest: z.string() };

/** The shape of what was released is that of the code whose digest goes with it; no other code takes it. */
const stateSchema = z.object({
  cluster: z.unknown(),
  alarms: z.unknown().optional(),
  released: z.object(released).exactOptional(),
  registered: z.object(released).exactOptional(),
  rollbackPoint: z.unknown().optional(),
  scaling: z.unknown().optional(),
  stackOperations: z.unknown().optional(),
  invalidations: z.unknown().optional(),
  cacheFailovers: z.unknown().optional(),
});

/** Read by itself: a release that fails does without one of another shape. */
const rollbackPointSchema = z.object({ ...released, services: z.record(z.string(), service) });

/** The state as a text: its version, a digest that shows that it is whole, and the digest of the code that wrote it. */
export function stateText(state: PersistedState, code: string): string {
  const body = JSON.stringify(state);
  return `{"version":${currentVersion},"sha256":"${digest(body)}","code":"${code}","state":${body}}\n`;
}

/**
 * Reads such a text, also one of an earlier version. A released definition that other code read is left out:
 * it is read again from its assembly. Raises `STATE_UNREADABLE`, `STATE_NEWER` and `STATE_DAMAGED`, which say
 * what is wrong.
 */
export function parseState(text: string, code: string): PersistedState {
  const envelope = envelopeSchema.safeParse(parseJson(text));
  if (!envelope.success) {
    throw new Failure('STATE_UNREADABLE', 'The file is not a control plane state.');
  }
  const { version, sha256, state, code: writtenBy } = envelope.data;
  if (version > currentVersion) throw newer(version);
  if (sha256 !== digest(JSON.stringify(state))) {
    throw new Failure('STATE_DAMAGED', 'The state is damaged: its digest does not match.');
  }
  const { data: whole } = stateSchema.safeParse(state);
  const cluster = parseCluster(version, whole?.cluster);
  // What cannot be read of what happened is forgotten.
  const kept = {
    cluster,
    ...parseAlarms(whole?.alarms),
    ...parseScaling(whole?.scaling),
    ...present({
      stackOperations: stackOperationsSchema.safeParse(whole?.stackOperations).data,
      invalidations: invalidationsSchema.safeParse(whole?.invalidations).data,
      cacheFailovers: cacheFailoversSchema.safeParse(whole?.cacheFailovers).data,
    }),
  };
  if (writtenBy !== code) return kept;
  const { released: before, registered } = whole ?? {};
  const definitions = present({ released: before, registered });
  const { rollbackPoint } = whole ?? {};
  const { data: point } = rollbackPointSchema.safeParse(rollbackPoint);
  return { ...kept, ...definitions, ...(point === undefined ? {} : { rollbackPoint: point }) };
}

/** Read by itself: one of another shape is left out, and the template's part comes back with its next release. */
function parseScaling(scaling: unknown): Pick<PersistedState, 'scaling'> {
  const { data } = scalingSchema.safeParse(scaling);
  return data === undefined ? {} : { scaling: data };
}

/** Read by itself: tasks are not lost with alarms of another shape, and the template's come back with its next release. */
function parseAlarms(alarms: unknown): Pick<PersistedState, 'alarms'> {
  const { data } = alarmsSchema.safeParse(alarms);
  return data === undefined ? {} : { alarms: data };
}

function parseCluster(version: number, cluster: unknown): PersistedState['cluster'] {
  try {
    return clusterSchema.parse(migrate(version, cluster));
  } catch (cause) {
    const wrong = cause instanceof z.ZodError ? `:\n${z.prettifyError(cause)}` : '';
    throw new Failure(
      'STATE_UNREADABLE',
      `The state does not have the shape of its version ${version}${wrong}`,
      {
        cause,
      },
    );
  }
}

function newer(version: number): Failure {
  return new Failure(
    'STATE_NEWER',
    `The state has version ${version}, written by a newer checkout; this checkout reads up to version ${currentVersion}.`,
    {
      hint: `Use the newer checkout, or delete the environment and its data: ${command('local:down')} --volumes. Nothing was changed.`,
    },
  );
}

function digest(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
