/**
 * A hash that two values share only if they are equal, of the bytes that node:v8 writes of them; equal
 * ones need not share it, where Maps, Sets and members have another order. Several times as fast as to
 * take the value apart here. Undefined for what cannot be written.
 */
export function likenessOf(value: unknown): string | undefined {
  try {
    return hashOf(process.getBuiltinModule('node:v8').serialize(value));
  } catch {
    return undefined;
  }
}

/**
 * The likenesses of a value and of a copy of it, from the bytes of the value: whole numbers that the
 * engine happens to hold as fractions are written as such, and come back as whole numbers.
 */
export function likenessesIn(bytes: Uint8Array): string[] {
  const { deserialize } = process.getBuiltinModule('node:v8');
  const copied = likenessOf(deserialize(bytes));
  return copied === undefined ? [hashOf(bytes)] : [hashOf(bytes), copied];
}

function hashOf(bytes: Uint8Array): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(bytes).digest('hex');
}
