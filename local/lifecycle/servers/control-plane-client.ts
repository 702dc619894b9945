import { z } from 'zod';
import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import { parseJson } from '../../../json/parse-json.ts';
import { type HttpAnswer, httpRequest } from '../../../net/http-request.ts';
import type {
  AppliedWorkload,
  RolledBackRelease,
  WorkloadRelease,
} from '../../control-plane/api/control-plane.ts';
import {
  type EmulationStatus,
  emulationStatusSchema,
  recordedSchema,
} from '../../control-plane/api/parity/emulation-status.ts';
import { type ParityStatus, parityStatusSchema } from '../../control-plane/api/parity/status.ts';
import type { HeldEmulation } from '../../environment/emulation-record.ts';

const appliedSchema: z.ZodType<AppliedWorkload> = z.object({
  taskDefinitions: z.record(z.string(), z.string()),
  changed: z.array(z.string()),
});

const rolledBackSchema: z.ZodType<RolledBackRelease> = z.object({
  hasRolledBack: z.boolean(),
  restored: z.array(z.object({ service: z.string(), taskDefinition: z.string() })),
  deleted: z.array(z.string()),
});

/** What a control plane answers that cannot run. */
const refusalSchema = z.object({ code: z.string(), message: z.string(), hint: z.string().optional() });

function refusalIn(text: string): Failure | undefined {
  const { data } = refusalSchema.safeParse(parseJson(text));
  if (data === undefined) return undefined;
  return new Failure(data.code, data.message, data.hint === undefined ? {} : { hint: data.hint });
}

/** The private paths of the control plane, on the AWS endpoint's port. */
export interface ControlPlaneClient {
  isHealthy(): Promise<boolean>;
  /** The same. Raises what it says itself when it cannot run, such as `STATE_NEWER`: waiting is of no use then. */
  isReady(): Promise<boolean>;
  status(): Promise<ParityStatus>;
  /** Undefined if the control plane does not respond. */
  statusIfUp(): Promise<ParityStatus | undefined>;
  apply(release: WorkloadRelease): Promise<AppliedWorkload>;
  /** Says that the services run what was released last. */
  completeRelease(): Promise<void>;
  /** Undoes what was released since a release was complete. */
  rollBackRelease(): Promise<RolledBackRelease>;
  /** What LocalStack was given. */
  emulation(): Promise<EmulationStatus>;
  /** Writes down what LocalStack was given; false, and nothing done, while it is away or being filled again. */
  recordEmulation(held: HeldEmulation): Promise<boolean>;
}

/** The control plane behind a port of 127.0.0.1. Raises `CONTROL_PLANE_DOWN` and `CONTROL_PLANE_REFUSED`. */
export function controlPlaneClient(port: number): ControlPlaneClient {
  const base = `http://127.0.0.1:${port}/_parity`;
  const isReady = async () => {
    const answer = await httpRequest(`${base}/health`, { timeoutMs: 2_000 }).catch(() => undefined);
    const refusal = answer?.status === 503 ? refusalIn(answer.text) : undefined;
    if (refusal !== undefined) throw refusal;
    return answer?.status === 200;
  };
  const status = async () => parityStatusSchema.parse(await call(`${base}/status`, 'GET'));
  return {
    isHealthy: () => isReady().catch(() => false),
    isReady,
    status,
    statusIfUp: async () => {
      try {
        return await status();
      } catch (error) {
        if (error instanceof Failure && error.code === 'CONTROL_PLANE_DOWN') return undefined;
        throw error;
      }
    },
    apply: async (release) => appliedSchema.parse(await call(`${base}/workload`, 'PUT', release)),
    completeRelease: async () => {
      await call(`${base}/complete-release`, 'POST');
    },
    rollBackRelease: async () => rolledBackSchema.parse(await call(`${base}/roll-back-release`, 'POST')),
    emulation: async () => emulationStatusSchema.parse(await call(`${base}/emulation`, 'GET')),
    recordEmulation: async (held) =>
      recordedSchema.parse(await call(`${base}/emulation`, 'PUT', held)).recorded,
  };
}

async function call(url: string, method: string, body?: unknown): Promise<unknown> {
  const { status, text } = await send(url, method, body);
  if (status === 200) return JSON.parse(text);
  const refusal = status === 503 ? refusalIn(text) : undefined;
  if (refusal !== undefined) throw refusal;
  throw new Failure('CONTROL_PLANE_REFUSED', `${method} ${url} answered ${status}: ${text.slice(0, 2_000)}`, {
    hint: `See: ${command('local:logs')} control-plane`,
  });
}

async function send(url: string, method: string, body: unknown): Promise<HttpAnswer> {
  try {
    return await httpRequest(url, { method, body, timeoutMs: 30_000 });
  } catch (cause) {
    throw new Failure('CONTROL_PLANE_DOWN', `The control plane does not respond at ${url}`, {
      hint: `Start it: ${command('local:up')}. Its log: ${command('local:logs')} control-plane`,
      cause,
    });
  }
}
