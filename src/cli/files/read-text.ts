/** Bytes that are not text in an encoding that is read. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError';
}

/**
 * Text as a shell may have written it: UTF-8, or UTF-16 as PowerShell writes what is redirected,
 * with a byte order mark or begun by a character of ASCII. Throws an {@link EncodingError}.
 */
export function decodedText(bytes: Uint8Array): string {
  const text = decoded(bytes);
  // Read in another encoding than its own, as UTF-32 is, a text has characters that none has.
  if (text === undefined || text.includes('\0')) throw new EncodingError('it is not text in UTF-8 or UTF-16');
  return text.replace(/^\ufeff+/, '');
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || second === 0) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || first === 0 ? 'utf-16be' : 'utf-8';
}
