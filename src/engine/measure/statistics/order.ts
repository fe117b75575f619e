/** More values than this in one place take longer to be put in order there than all of them by comparing. */
const mostInOnePlace = 64;

/**
 * Values in ascending order, all finite. Where they lie about as dense as resampled means do, in a tenth
 * of the time that comparing takes: each goes to the place that is its share of the range, behind as many
 * as are in smaller places (Dobosiewicz, Sorting by Distributive Partitioning, Information Processing
 * Letters 7, 1978), and what shares a place is put in order there.
 */
export function ascendingOf(values: Float64Array): Float64Array {
  const { length } = values;
  const { least, scale } = placing(values);
  // A range of next to nothing, or of more than there is a number for.
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return values.toSorted();
  const starts = new Uint32Array(length);
  for (let index = 0; index < length; index += 1) {
    const place = (((values[index] ?? 0) - least) * scale) | 0;
    starts[place] = (starts[place] ?? 0) + 1;
  }
  // Where each place ends: a value that is put there, before those that are there already, moves its start.
  let ended = 0;
  for (let place = 0; place < length; place += 1) {
    const count = starts[place] ?? 0;
    if (count > mostInOnePlace) return values.toSorted();
    ended += count;
    starts[place] = ended;
  }
  const ordered = new Float64Array(length);
  for (let index = 0; index < length; index += 1) {
    const value = values[index] ?? 0;
    const place = ((value - least) * scale) | 0;
    const start = (starts[place] ?? 0) - 1;
    starts[place] = start;
    ordered[start] = value;
  }
  return inserted(ordered);
}

/** The least value, and by how much the distance of another from it is to be multiplied for its place. */
function placing(values: Float64Array): { readonly least: number; readonly scale: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, scale: (values.length - 1) / (most - least) };
}

/** Insertion sort, in place: fast where no value is far from its own place. */
function inserted(values: Float64Array): Float64Array {
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    let place = index;
    for (; place > 0 && (values[place - 1] ?? 0) > value; place -= 1) values[place] = values[place - 1] ?? 0;
    values[place] = value;
  }
  return values;
}
