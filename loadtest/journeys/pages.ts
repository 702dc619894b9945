/** What journeys look for in the HTML of either store. */

/** A text as Rails writes it into a page. */
export function htmlText(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

export function isPage(html: string): boolean {
  return /<html[\s>]/i.test(html) && html.includes('</html>');
}

/** Whether one of the page's headings of this level, or of any level, is exactly this text. */
export function hasHeading(html: string, text: string, level = '[1-6]'): boolean {
  const headings = html.matchAll(new RegExp(`<h(${level})[\\s>][\\s\\S]*?</h\\1>`, 'g'));
  return [...headings].some(([heading]) => readable(heading) === htmlText(text).trim());
}

/** Whether the page has a link to this path, with or without a host and a query. */
export function hasLink(html: string, path: string): boolean {
  return linkedPaths(html).includes(path);
}

/** The paths of all links of a page, each once. */
export function linkedPaths(html: string): readonly string[] {
  const links = html.matchAll(/<a\s(?:[^">]|"[^"]*")*?href="(?:https?:\/\/[^/"]+)?(\/[^"?#]*)/g);
  return [...new Set([...links].map(([, path = '']) => path))];
}

/** The paths of the pictures that the store itself serves, each once, in the order of the page. */
export function picturePaths(html: string): readonly string[] {
  const pictures = html.matchAll(
    /<img\s(?:[^">]|"[^"]*")*?\bsrc="(?:https?:\/\/[^/"]+)?(\/rails\/active_storage\/[^"]+)"/g,
  );
  return [...new Set([...pictures].map(([, path = '']) => path.replaceAll('&amp;', '&')))];
}

/** The token against forged requests in the first form of a page that has the field with this name. */
export function formToken(html: string, field: string): string | undefined {
  const forms = [...html.matchAll(/<form\s[\s\S]*?<\/form>/g)].map(([form]) => form);
  const form = forms.find((each) => each.includes(`name="${field}"`)) ?? '';
  const [input = ''] = /<input[^>]*name="authenticity_token"[^>]*>/.exec(form) ?? [];
  return /value="([^"]+)"/.exec(input)?.[1];
}

function readable(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
