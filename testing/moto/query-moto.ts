import { XMLParser } from 'fast-xml-parser';
import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '../../definition/template/json-value.ts';
import { askMoto, type Request } from './ask-moto.ts';
import type { MotoServer } from './moto-server.ts';

/** Services whose API is the Query API, and the version of it. */
const versions = {
  cloudformation: '2010-05-15',
  ec2: '2016-11-15',
  elasticache: '2015-02-02',
  iam: '2010-05-08',
  monitoring: '2010-08-01',
  rds: '2014-10-31',
  sns: '2010-03-31',
} as const;

export type QueryService = keyof typeof versions;

/** A request to moto: one region of one service. */
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

/** What moto answers, as parsed XML. Raises a `MotoRefusal`. */
export async function queryMoto({
  moto,
  service,
  region,
  action,
  parameters = {},
}: QueryCall): Promise<unknown> {
  return parser.parse(await askMoto(moto, region, queryRequest(service, action, parameters)));
}

/** A request of the Query API. Members of lists have the name that the list has in `members`, if it has one there. */
export function queryRequest(
  service: QueryService,
  action: string,
  parameters: JsonObject,
  members: Readonly<Record<string, string>> = {},
): Request {
  const body = new URLSearchParams({ Action: action, Version: versions[service] });
  const add = (name: string, value: JsonValue): void => {
    if (isJsonList(value)) {
      const member = members[name] ?? 'member';
      for (const [index, inside] of value.entries()) add(`${name}.${member}.${index + 1}`, inside);
    } else if (isJsonObject(value)) {
      for (const [key, inside] of Object.entries(value)) add(name === '' ? key : `${name}.${key}`, inside);
    } else {
      body.append(name, String(value));
    }
  };
  add('', parameters);
  return { service, body };
}
