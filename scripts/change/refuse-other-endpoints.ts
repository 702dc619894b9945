import { env } from 'node:process';
import { readEndpointSettings } from '../../operations/guards/read-endpoint-settings.ts';
import { refuseEndpointOverride } from '../../operations/guards/real-endpoint.ts';

/** Refuses to change something on AWS while a variable or a file of the AWS CLI sends its calls elsewhere. */
export async function refuseOtherEndpoints(): Promise<void> {
  refuseEndpointOverride(await readEndpointSettings(env));
}
