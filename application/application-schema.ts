import { z } from 'zod';
import { settingsObject } from './settings-object.ts';
import { watchSettings } from './watch-settings.ts';

/** What each value may be, in words that stand after "give". */
const allowed = {
  command:
    'a list of words, such as [python, -m, jobs], or them as one text; what needs a shell is [/bin/sh, -c, "..."]',
  port: 'a whole number from 1024 to 65535: below, a program that is not root may not listen',
  healthPath: 'a path such as /health, of letters, digits and - . _ ~ % /',
  healthCommand: 'a shell command that fails where the container does not work, or none',
  worker: 'none, or settings: command, healthCommand, queues, metric',
  queues: 'a list of names, such as [default, mail]',
  metric: 'namespace, name and dimension of a metric, or none',
  redis: 'true or false',
};

const word = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1));

/** Quotes, variables and the like mean something to a shell, and there is none. `none` is no program. */
const plainText = /^(?!none$)[^'"`$&|;<>()\\*?\n]+$/;

const words = z
  .string()
  .trim()
  .regex(plainText)
  .transform((text) => text.split(/\s+/));

const list = z.tuple([word], word);
const command = z.union([list, words], { error: allowed.command });
const commandOrNone = z.union([z.literal('none'), list, words], { error: `${allowed.command}; or none` });

const shellCommand = z
  .string({ error: allowed.healthCommand })
  .trim()
  .min(1, { error: allowed.healthCommand });

const name = (pattern: RegExp, error: string) => z.string({ error }).regex(pattern, { error });

const web = settingsObject({
  command,
  port: z
    .int({ error: allowed.port })
    .min(1024, { error: allowed.port })
    .max(65_535, { error: allowed.port }),
  healthPath: name(/^\/[\w\-.~%/]{0,1023}$/, allowed.healthPath),
  healthCommand: shellCommand,
});

const metric = settingsObject({
  // What AWS itself publishes is in namespaces of this beginning.
  namespace: name(/^(?!AWS\/)[\w.\-/#]{1,255}$/, 'a name without blanks that does not begin with AWS/'),
  name: name(/^[\x21-\x7e]{1,255}$/, 'a name without blanks'),
  dimension: name(/^[^:\s][\x21-\x7e]{0,254}$/, 'a name without blanks that does not begin with a colon'),
});

const worker = settingsObject({
  command,
  healthCommand: shellCommand,
  queues: z
    .array(name(/^[^\s,]+$/, 'a name without blanks and commas'), { error: allowed.queues })
    .min(1, { error: allowed.queues }),
  metric: noneOr(metric, allowed.metric),
});

/** The whole file; what it may leave out is all of it. */
export const applicationSchema = settingsObject({
  web,
  worker: noneOr(worker, allowed.worker),
  redis: z.boolean({ error: allowed.redis }),
  setUp: command,
  migrate: commandOrNone,
  seed: commandOrNone,
  watch: watchSettings,
});

/** Of a union, zod tells no more than that nothing fits: so the object alone is checked, unless it says `none`. */
function noneOr<Shape extends z.ZodType>(shape: Shape, error: string) {
  return z.unknown().transform((value, context): 'none' | z.output<Shape> => {
    if (value === 'none') return value;
    const parsed = shape.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const isOfWhole = issue.path.length === 0 && issue.code === 'invalid_type';
      const { code, path, message } = issue;
      if (code === 'unrecognized_keys') context.addIssue({ code, keys: issue.keys, path, message });
      else context.addIssue({ code: 'custom', path, message: isOfWhole ? error : message });
    }
    return z.NEVER;
  });
}
