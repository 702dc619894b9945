import { isJsonObject } from '../../definition/template/json-value.ts';
import { apiRequests } from './api-requests.ts';
import { askMoto } from './ask-moto.ts';
import type { Lived } from './environment-life.ts';
import type { MotoServer } from './moto-server.ts';

/**
 * Creates by the APIs of their services what stands in for in a stack, with the properties as moto has resolved them. Gives
 * how many resources of each type. Raises a `MotoRefusal`.
 */
export async function createByApi(
  moto: MotoServer,
  { region, stackName, template, state }: Lived,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const [type, requestsFor] of Object.entries(apiRequests)) {
    for (const [logicalId, properties] of state.standIns) {
      if (template.Resources[logicalId]?.Type !== type || !isJsonObject(properties)) continue;
      for (const request of requestsFor(properties, `${stackName}-${logicalId}`))
        await askMoto(moto, region, request);
      counts[type] = (counts[type] ?? 0) + 1;
    }
  }
  return counts;
}
