import { XMLParser } from 'fast-xml-parser';
import type { MotoServer } from './moto-server.ts';

/** Services whose API is the Query API, and the version of it. */
const versions = {
  cloudformation: '2010-05-15',
  ec2: '2016-11-15',
  rds: '2014-10-31',
} as const;

export type QueryService = keyof typeof versions;

/** A request to moto: one region of one service, once, as a repetition would meet what the first attempt has left. */
export interface QueryCall {
  readonly moto: MotoServer;
  readonly service: QueryService;
  readonly region: string;
  readonly action: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => name === 'member' || name === 'item',
});

/** What moto has answered instead of doing what it was asked. */
export class MotoRefusal extends Error {}

/** What moto answers, as parsed XML. Raises a `MotoRefusal` with its reason, or with the end of its log where it gives none. */
export async function queryMoto({ moto, service, region, action, parameters }: QueryCall): Promise<unknown> {
  const scope = `Credential=test/20260101/${region}/${service}/aws4_request`;
  const response = await fetch(moto.endpoint, {
    method: 'POST',
    // It does not check the signature, but reads the region and the service there.
    headers: { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none` },
    body: new URLSearchParams({ Action: action, Version: versions[service], ...parameters }),
  });
  const text = await response.text();
  if (response.ok) return parser.parse(text);
  throw new MotoRefusal(`${action}: ${response.status < 500 ? text : await moto.takeFault()}`);
}
