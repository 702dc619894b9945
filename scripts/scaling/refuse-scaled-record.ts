import { command } from '../../failure/command.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { controlPlaneClient } from '../../local/lifecycle/servers/control-plane-client.ts';

/**
 * A simulation runs at the pace of AWS, so that it says nothing about a record that was made at another one. Raises
 * `BAD_ARGUMENT` where the control plane behind a port of this machine has a time scale.
 */
export async function refuseScaledRecord(port: number): Promise<void> {
  const { timeScale = 1 } = (await controlPlaneClient(port).statusIfUp()) ?? {};
  if (timeScale === 1) return;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--from local cannot replay what is recorded at time scale ${timeScale}: simulations run at time scale 1, as AWS does`,
    `Replay what is recorded after the environment was started without a time scale: ${command('local:up')}`,
  );
}
