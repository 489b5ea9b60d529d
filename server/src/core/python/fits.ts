// Does a text have certain words? Asked again and again, with the same words, of parts of files that stay as they are.

/**
 * @param text a part of a file
 * @returns tells whether words are in it; it remembers the answer for each such object. The words must not be `g` or `y`
 */
export function fitter(text: string): (words: RegExp) => boolean {
  const known = new WeakMap<RegExp, boolean>();
  return (words) => {
    let fits = known.get(words);
    if (fits === undefined) known.set(words, (fits = words.test(text)));
    return fits;
  };
}
