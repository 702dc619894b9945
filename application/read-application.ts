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
  const shown = (faults: readonly Fault[]) => ({
    faults: faults
      .toSorted((one, other) => one.offset - other.offset)
      .map(({ offset, what }) => `${file}:${lines.linePos(offset).line}: ${what}`),
  });
  if (document.errors.length > 0) {
    return shown(document.errors.map(({ pos, message }) => ({ offset: pos[0], what: message })));
  }
  const values: unknown = document.toJS() ?? {};
  const parsed = applicationSchema.safeParse(values);
  if (!parsed.success) {
    return shown(parsed.error.issues.flatMap((issue) => faultsOf(issue, document, values)));
  }
  const application = withDefaults(parsed.data);
  const between = [...faultsBetween(application)];
  if (between.length === 0) return { application };
  return shown(between.map(({ path, fault }) => ({ offset: offsetOf(document, path), what: fault })));
}

interface Fault {
  /** Where in the text, in characters from its beginning. */
  readonly offset: number;
  readonly what: string;
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

function faultsOf(
  { code, path, message, ...issue }: core.$ZodIssue,
  document: Document,
  values: unknown,
): readonly Fault[] {
  if (code === 'unrecognized_keys' && 'keys' in issue) {
    return issue.keys.map((key) => {
      const place = [...path, key];
      const what = `${place.join('.')} is not known; known here: ${message}`;
      return { offset: offsetOf(document, place), what };
    });
  }
  const what = path.length === 0 ? 'what it has' : path.join('.');
  const value = JSON.stringify(valueAt(values, path));
  return [{ offset: offsetOf(document, path), what: `${what} is ${value}: give ${message}` }];
}

type Path = readonly PropertyKey[];

function valueAt(value: unknown, path: Path): unknown {
  const [key, ...below] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  return valueAt(Reflect.get(value, key), below);
}

/** Where in the file something stands; of what is not there, that which would have it. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    const item = isSeq(node) && typeof key === 'number' ? node.items[key] : undefined;
    const found = pair?.key ?? item;
    if (!isNode(found)) return offset;
    offset = found.range?.[0] ?? offset;
    node = pair === undefined ? item : pair.value;
  }
  return offset;
}
