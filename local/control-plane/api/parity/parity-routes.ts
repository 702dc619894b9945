import { type Answer, json } from '../answer.ts';
import { toldDecisions } from '../application-autoscaling/told-decisions.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane, LocalStackCare } from '../control-plane.ts';
import { parseHeld } from './emulation-status.ts';
import { parityStatus } from './status.ts';
import { parseWorkloadRelease } from './workload-release.ts';

/** The paths below this one are the toolkit's own: lifecycle speaks to the control plane through them. */
export const parityPrefix = '/_parity/';

/** Answers a private control path; raises `AwsError` for one that is not there. */
export async function answerParity(
  { controlPlane, localStack }: { controlPlane: ControlPlane; localStack: LocalStackCare },
  method: string,
  path: string,
  body: string,
): Promise<Answer> {
  switch (`${method} ${path}`) {
    case 'GET /_parity/health':
      return json(200, { status: 'ok' });
    case 'GET /_parity/status':
      return json(200, parityStatus(controlPlane.state(), controlPlane.workload()?.digest));
    case 'PUT /_parity/workload':
      return json(200, await controlPlane.applyWorkload(parseWorkloadRelease(body)));
    case 'POST /_parity/complete-release':
      await controlPlane.completeRelease();
      return json(200, {});
    case 'POST /_parity/roll-back-release':
      return json(200, await controlPlane.rollBackRelease());
    case 'GET /_parity/scaling':
      return json(200, toldDecisions(controlPlane.applicationAutoScaling.scaling()));
    case 'GET /_parity/emulation':
      return json(200, await localStack.status());
    case 'PUT /_parity/emulation':
      return json(200, { recorded: await localStack.record(parseHeld(body)) });
    default:
      throw new AwsError('NotFound', `There is no ${method} ${path} here.`, 404);
  }
}
