import { type Answer, json } from '../answer.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { parityStatus } from './status.ts';
import { parseWorkloadRelease } from './workload-release.ts';

/** The paths below this one are the toolkit's own: lifecycle speaks to the control plane through them. */
export const parityPrefix = '/_parity/';

/** Answers a private control path; raises `AwsError` for one that is not there. */
export async function answerParity(
  controlPlane: ControlPlane,
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
    default:
      throw new AwsError('NotFound', `There is no ${method} ${path} here.`, 404);
  }
}
