import { z } from 'zod';
import type { Failure } from '../../../failure/failure.ts';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { parseJson } from '../../../json/parse-json.ts';
import { whyRefused } from '../why-refused.ts';

const fact = z.number().min(0);
const positive = z.number().gt(0);

const ofService = z.strictObject({
  cpuSeconds: positive.exactOptional(),
  latencyMs: fact.exactOptional(),
  memoryMiB: fact.exactOptional(),
  bootSeconds: fact.exactOptional(),
  provisionSeconds: fact.exactOptional(),
  shutdownSeconds: fact.exactOptional(),
  requestSeconds: fact.exactOptional(),
  databaseConnections: fact.exactOptional(),
  redisConnections: fact.exactOptional(),
});

const ofAccount = { vcpuQuota: positive.exactOptional(), otherDatabaseConnections: fact.exactOptional() };
const schema = z.strictObject({ ...ofAccount, services: z.record(z.string(), ofService).default({}) });

/** Facts of a service that somebody measured or stated. */
export type GivenServiceFacts = z.output<typeof ofService>;

/** The same of all services, by the end of their names (`web`), and of the account. */
export type GivenFacts = z.output<typeof schema>;

export const noFacts: GivenFacts = { services: {} };

/** The names of facts, as `--fact` takes them. */
export const factNames: readonly string[] = [
  ...Object.keys(ofService.shape).map((name) => `SERVICE.${name}`),
  ...Object.keys(ofAccount),
];

/** Reads a file of facts. Raises `BAD_FACTS`. */
export function parseFactsFile(text: string, file: string): GivenFacts {
  const json = parseJson(text);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw wrongUsage(
    'BAD_FACTS',
    `${file}: ${whyRefused(json, parsed.error, 'fact')}`,
    `The file must contain JSON such as {"services": {"web": {"cpuSeconds": 0.1}}}. The names are: ${factNames.join(', ')}.`,
  );
}

/** Adds facts such as `web.cpuSeconds=0.1` and `vcpuQuota=16` to others. Raises `BAD_ARGUMENT`. */
export function withFacts(facts: GivenFacts, given: readonly string[]): GivenFacts {
  refuseRepeats(given.map(nameIn));
  return given.reduce((known, each) => withFact(known, each), facts);
}

function refuseRepeats(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw badFact(`--fact gives ${twice} more than one value`);
}

/** `web.cpuSeconds`. */
function nameIn(given: string): string {
  return given.split('=', 1)[0] ?? '';
}

function withFact(facts: GivenFacts, given: string): GivenFacts {
  const [, service, name = '', value = ''] = /^(?:([\w-]+)\.)?(\w+)=(-?[\d.]+)$/.exec(given) ?? [];
  const changes = { [name]: Number(value) };
  const changed =
    service === undefined
      ? { ...facts, ...changes }
      : {
          ...facts,
          services: { ...facts.services, [service]: { ...facts.services[service], ...changes } },
        };
  const parsed = schema.safeParse(changed);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badFact(
    issue?.code === 'too_small'
      ? `--fact ${nameIn(given)} must be ${issue.inclusive === true ? 'at least' : 'above'} ${issue.minimum}, not ${value}`
      : `--fact must be a known name and a number, not '${given}'`,
  );
}

function badFact(problem: string): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    problem,
    `For example: --fact web.cpuSeconds=0.1. The names are: ${factNames.join(', ')}.`,
  );
}
