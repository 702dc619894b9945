import { stripVTControlCharacters } from 'node:util';

/**
 * A text as one line without colours and control characters: a sentence may quote what k6 or an endpoint said, which must
 * not move the cursor of a terminal or end up in an XML file.
 */
export function plainLine(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cs}\s\ufffe\uffff]+/gu, ' ')
    .trim();
}
