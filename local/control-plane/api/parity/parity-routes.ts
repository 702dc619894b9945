import { type Answer, json } from '../answer.ts';
import { toldScaling } from '../application-autoscaling/told-scaling.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane, LocalStackCare } from '../control-plane.ts';
import { parseHeld } from './emulation-status.ts';
import { type ParityStatus, parityStatus } from './status.ts';
import { parseWorkloadRelease } from './workload-release.ts';

/** The paths below this one are the toolkit's own: lifecycle speaks to the control plane through them. */
export const parityPrefix = '/_parity/';

/** Answers a private control path; raises `AwsError` for one that is not there. */
export async function answerParity(
  { controlPlane, localStack }: { controlPlane: ControlPlane; localStack: LocalStackCare },
  method: string,
  { path, query }: { readonly path: string; readonly query: string },
  body: string,
): Promise<Answer> {
  switch (`${method} ${path}`) {
    case 'GET /_parity/health':
      return json(200, { status: 'ok' });
    case 'GET /_parity/status':
      return json(200, statusOf(controlPlane));
    case 'PUT /_parity/workload':
      return json(200, await controlPlane.applyWorkload(parseWorkloadRelease(body)));
    case 'POST /_parity/complete-release':
      await controlPlane.completeRelease();
      return json(200, {});
    case 'POST /_parity/roll-back-release':
      return json(200, await controlPlane.rollBackRelease());
    case 'GET /_parity/scaling':
      return json(200, toldScaling(controlPlane, readRange(query)));
    case 'GET /_parity/emulation':
      return json(200, await localStack.status());
    case 'PUT /_parity/emulation':
      return json(200, { recorded: await localStack.record(parseHeld(body)) });
    default:
      throw new AwsError('NotFound', `There is no ${method} ${path} here.`, 404);
  }
}

function statusOf(controlPlane: ControlPlane): ParityStatus {
  const { timeScale } = controlPlane.cloudWatch;
  return parityStatus(controlPlane.state(), {
    ...{ workloadDigest: controlPlane.workload()?.digest, timeScale },
    longestGraceSeconds: controlPlane.longestGraceSeconds,
  });
}

/** The milliseconds since the epoch from which and to which something is told. Raises `AwsError`. */
function readRange(query: string): { readonly fromMs: number; readonly toMs: number } {
  const parameters = new URLSearchParams(query);
  const [fromMs, toMs] = ['from', 'to'].map((name) => Number(parameters.get(name) ?? Number.NaN));
  if (fromMs === undefined || toMs === undefined || !Number.isFinite(fromMs + toMs)) {
    throw new AwsError('ValidationException', 'from and to must be milliseconds since the epoch.', 400);
  }
  return { fromMs, toMs };
}
