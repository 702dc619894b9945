import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { core, z } from 'zod';
import type { Application } from './application.ts';
import { applicationSchema } from './application-schema.ts';
import { defaultApplication, webDefaults, workerDefaults } from './defaults.ts';
import { faultsBetween } from './faults-between.ts';

/** An application, or all that is wrong in its file: each with file, line, what it says and what it may say. */
export type ReadApplication =
  | { readonly application: Application; readonly faults?: never }
  | { readonly faults: readonly string[]; readonly application?: never };

/**
 * Reads the file beside the Dockerfile of an application; `file` is how faults name it. What the file leaves out has its
 * default, so an empty one is that of `defaultApplication`.
 */
export function readApplication(text: string, file: string): ReadApplication {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number | undefined) =>
    `${file}:${offset === undefined ? 1 : lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    return { faults: document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`) };
  }
  const values: unknown = document.toJS() ?? {};
  const parsed = applicationSchema.safeParse(values);
  if (!parsed.success) {
    return { faults: parsed.error.issues.flatMap((issue) => describe(issue, { document, values, at })) };
  }
  const application = withDefaults(parsed.data);
  const faults = [...faultsBetween(application)].map(
    ({ path, fault }) => `${at(offsetOf(document, path))}: ${fault}`,
  );
  return faults.length > 0 ? { faults } : { application };
}

interface Read {
  readonly document: Document;
  readonly values: unknown;
  /** File and line of a place. */
  readonly at: (offset: number | undefined) => string;
}

function withDefaults(given: z.output<typeof applicationSchema>): Application {
  const { redis, migrate, seed } = defaultApplication;
  return {
    web: webDefaults(given.web),
    worker: given.worker === 'none' ? given.worker : workerDefaults(given.worker),
    redis: given.redis ?? redis,
    setUp: given.setUp,
    migrate: given.migrate ?? migrate,
    seed: given.seed ?? seed,
    watch: given.watch,
  };
}

function describe(
  { code, path, message, ...issue }: core.$ZodIssue,
  { document, values, at }: Read,
): readonly string[] {
  if (code === 'unrecognized_keys' && 'keys' in issue) {
    return issue.keys.map((key) => {
      const place = [...path, key];
      return `${at(offsetOf(document, place))}: ${place.join('.')} is not known; known here: ${message}`;
    });
  }
  const what = path.length === 0 ? 'what it has' : path.join('.');
  const value = JSON.stringify(valueAt(values, path));
  return [`${at(offsetOf(document, path))}: ${what} is ${value}: give ${message}`];
}

type Path = readonly PropertyKey[];

function valueAt(value: unknown, path: Path): unknown {
  const [key, ...below] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  return valueAt(Reflect.get(value, key), below);
}

/** Where in the file something stands; of what is not there, that which would have it. */
function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    const item = isSeq(node) && typeof key === 'number' ? node.items[key] : undefined;
    const found = pair?.key ?? item;
    if (!isNode(found)) return offset;
    offset = found.range?.[0];
    node = pair === undefined ? item : pair.value;
  }
  return offset;
}
