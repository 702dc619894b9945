/** Variables whose values are secret as they are. */
const secretVariables = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'];

/** What stands where a secret was. */
const mask = '[secret]';

/** The shortest value of a variable that is looked for: a shorter one would be found in any text. */
const shortestSecret = 8;

/** Where secrets stand in texts of others, each with what stays before and after the secret. */
const places: readonly RegExp[] = [
  // Parts of a signed URL, and of a query with credentials.
  /()(?<=[?&;]|&amp;|\b)(X-Amz-(?:Signature|Security-Token|Credential)=)[^\s&"'<>]+/gi,
  // A URL with a password.
  /(:\/\/[^\s:/@]*)(:)[^\s/@]+(?=@)/g,
  // Of a header.
  /()(\bauthorization["']?\s*[:=]\s*["']?)[^"'\n]+/gi,
  // A field of JSON whose value is text, escaped once or not at all.
  /()((?:\\?["'])[\w-]*(?:password|passwd|secret_?(?:access_?key|string|key_base)|session_?token|auth_?token|private_?key)(?:\\?["'])\s*:\s*(?:\\?["']))(?:\\.|[^"'\\])+/gi,
  // A variable or an option.
  /()(\b[\w-]*(?:password|passwd|secret_access_key|secret_key_base|session_token|auth_token)=)[^\s"'&;]+/gi,
  // A key of its own kind, with or without a name before it.
  /()()\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  // A private key, whole or in part.
  /()(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/**
 * A text of others, such as an error of a library, without the secrets in it: the credentials in `variables`, and what looks
 * like a secret by where it stands.
 */
export function redacted(text: string, variables: NodeJS.ProcessEnv = process.env): string {
  const known = secretVariables
    .map((name) => variables[name] ?? '')
    .filter(({ length }) => length >= shortestSecret);
  const withoutKnown = known.reduce((current, secret) => current.replaceAll(secret, mask), text);
  return places.reduce((current, place) => current.replace(place, `$1$2${mask}`), withoutKnown);
}
