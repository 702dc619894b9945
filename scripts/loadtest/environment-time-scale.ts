import { wrongUsage } from '../../failure/wrong-usage.ts';
import { controlPlaneClient } from '../../local/lifecycle/servers/control-plane-client.ts';
import type { Target } from '../../operations/target.ts';

/**
 * How many times as fast metrics, alarms and cooldowns run in an environment: 1 on AWS; locally as the control plane behind
 * `localPort` says. Raises `BAD_ARGUMENT` where another one is asked for.
 */
export async function environmentTimeScale(
  { environment }: Target,
  asked: string | boolean | undefined,
  localPort: () => Promise<number>,
): Promise<number> {
  const timeScale =
    environment === 'local' ? (await controlPlaneClient(await localPort()).status()).timeScale : 1;
  if (asked === undefined || Number(asked) === timeScale) return timeScale;
  const hint =
    environment === 'local'
      ? `Start it so: local:up --time-scale ${asked}. Or leave --time-scale out.`
      : 'On AWS it is always 1: leave --time-scale out.';
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--time-scale is ${asked}, but ${environment} runs at time scale ${timeScale}`,
    hint,
  );
}
