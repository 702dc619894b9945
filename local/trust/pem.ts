/** The certificates in a text, each as one PEM block; what stands between them is left out. */
export function certificatesIn(text: string): readonly string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => block.replaceAll('\r', ''));
}

/** A file of certificates, each of them once. */
export function joinedCertificates(...texts: readonly string[]): string {
  const blocks = new Set(texts.flatMap(certificatesIn));
  return [...blocks].map((block) => `${block}\n`).join('');
}
