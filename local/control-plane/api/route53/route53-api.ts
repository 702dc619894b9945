import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { type Answer, xml } from '../answer.ts';
import type { ControlPlane } from '../control-plane.ts';
import { restXmlService } from '../protocols/rest-xml-service.ts';
import type { Service, ServiceCall } from '../protocols/service.ts';
import { restXmlDocument } from '../protocols/xml-document.ts';
import { operationPaths } from './operation-paths.ts';
import { operations } from './operations.ts';
import { hostedZones, recordsOfForeignZone } from './zones.ts';

const version = '2013-04-01';
const namespace = `https://route53.amazonaws.com/doc/${version}/`;

const ownZones = restXmlService({
  name: 'Amazon Route 53',
  version,
  namespace,
  paths: operationPaths,
  repeated: [],
  operations,
});

/**
 * The hosted zones and record sets of the definition. LocalStack, which is not given them, answers for all others.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/Welcome.html
 */
export const route53Api: Service = {
  ...ownZones,
  declines: (call, controlPlane) => {
    const id = zoneIn(call);
    if (id !== undefined) return !isOwnZone(id, controlPlane);
    return listOf(call) === undefined || hostedZones(controlPlane).length === 0;
  },
  answer: async (call, controlPlane, onFault) => {
    const own = await ownZones.answer(call, controlPlane, onFault);
    const root = listOf(call);
    return root === undefined || own.status !== 200 ? own : await withOtherZones(own, call, root);
  },
};

function zoneIn({ path = '' }: ServiceCall): string | undefined {
  return /^\/[\d-]+\/hostedzone\/([^/]+)/.exec(path)?.[1];
}

function isOwnZone(id: string, controlPlane: ControlPlane): boolean {
  const isDefined = hostedZones(controlPlane).some((zone) => zone.id === id);
  return isDefined || recordsOfForeignZone(controlPlane, id).length > 0;
}

/** The root element of the answer to a call that lists zones. */
function listOf({ path = '', method }: ServiceCall): string | undefined {
  if (method !== 'GET') return undefined;
  if (/^\/[\d-]+\/hostedzone\/?$/.test(path)) return 'ListHostedZonesResponse';
  return /^\/[\d-]+\/hostedzonesbyname\/?$/.test(path) ? 'ListHostedZonesByNameResponse' : undefined;
}

const parser = new XMLParser({
  parseTagValue: false,
  ignoreDeclaration: true,
  ignoreAttributes: true,
  isArray: (name) => name === 'HostedZone',
});

const zonesSchema = z.object({ HostedZones: z.object({ HostedZone: z.array(z.object({}).loose()) }) });

/** Where LocalStack gives no list, the definition's zones stand by themselves. */
async function withOtherZones(own: Answer, { askLocalStack }: ServiceCall, root: string): Promise<Answer> {
  const answered = await askLocalStack?.().catch(() => undefined);
  if (answered?.status !== 200) return own;
  const others = zonesIn(answered.body, root);
  if (others.length === 0) return own;
  const parsed = z.record(z.string(), z.object({}).loose()).parse(parser.parse(own.body));
  const content = { ...parsed[root], HostedZones: { HostedZone: [...zonesIn(own.body, root), ...others] } };
  return xml(200, restXmlDocument(root, content, namespace));
}

function zonesIn(text: string, root: string): readonly object[] {
  const { [root]: list } = z.record(z.string(), z.unknown()).parse(parser.parse(text));
  return zonesSchema.safeParse(list).data?.HostedZones.HostedZone ?? [];
}
