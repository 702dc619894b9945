import { plainLine } from '../../loadtest/result/plain-line.ts';

const usualWidth = 100;

/** The lines of a text, none longer than `width` columns. Only a word that is longer than that is broken. */
export function wrapped(text: string, width = usualWidth): readonly string[] {
  const lines = plainLine(text).matchAll(new RegExp(`(?=\\S)(?:.{1,${width}}(?= |$)|\\S{${width}})`, 'gu'));
  return [...lines].map(([line]) => line.trimEnd());
}

/** The same as one text. */
export function paragraph(text: string): string {
  return wrapped(text).join('\n');
}
