/** A title as a part of a URL: about a microsecond. */
export default function slug(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

export const inputs = Array.from({ length: 1_000 }, (_, index) => `The Title Number ${index}`);
