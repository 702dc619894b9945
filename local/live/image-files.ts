import dockerignore from '@balena/dockerignore';
import { isWithin, type LiveRule } from './live-rule.ts';

/** Which files of an application's folder are in its image, as far as one can tell without building it. */
export interface ImageFiles {
  /** Whether a file is in no image, or left alone by its rule. */
  readonly isIgnored: (path: string) => boolean;
  /** Whether nothing of a folder is in an image, so that nobody has to look into it. */
  readonly isPruned: (path: string) => boolean;
}

/** What is made of an application's folder. */
export interface ImageFilesSource {
  /** The text of its `.dockerignore`, empty where there is none. */
  readonly dockerignore: string;
  /** Whether an entry stays out of the build context whatever that file says. */
  readonly isLeftOut: (path: string) => boolean;
  readonly rules: readonly LiveRule[];
}

/** Editors write these beside the file, for as long as it is open or while they save it. */
const ofEditors = /(^|\/)(\.#[^/]*|#[^/]*#|[^/]*~|\.[^/]*\.sw[a-z]|4913|\.DS_Store|[^/]*___jb_(tmp|old)___)$/;

/** Reads what says which files an image has. */
export function imageFiles({ dockerignore: text, isLeftOut, rules }: ImageFilesSource): ImageFiles {
  const ofImage = ignores().add(text);
  const ofRules = rules
    .filter((rule) => rule.ignore !== undefined)
    .map((rule) => ({ path: rule.path, files: ignores().add([...(rule.ignore ?? [])]) }));
  const kept = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1).replace(/^\//, ''));
  const isOut = (path: string) => parentsOf(path).some(isLeftOut);
  return {
    isIgnored: (path) =>
      isOut(path) ||
      ofEditors.test(path) ||
      ofImage.ignores(path) ||
      ofRules.some(
        (rule) =>
          path !== rule.path &&
          isWithin(path, rule.path) &&
          rule.files.ignores(path.slice(rule.path.length + 1)),
      ),
    isPruned: (path) =>
      isOut(path) ||
      (ofImage.ignores(path) && !kept.some((pattern) => isWithin(pattern, path) || hasWildcard(pattern))),
  };
}

/** The library's types say that it has a default export, which is one of its function. */
const ignores = dockerignore.default;

function hasWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** A path and all folders above it. */
function parentsOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
