// Runs several at once.

/**
 * Takes the next item as soon as one is done.
 * @param jobs how many at once @param work gets the item and its number from 1 @param goesOn asked before each; once it says no, the rest is left
 */
export async function sideBySide<T>(items: readonly T[], jobs: number, work: (item: T, number: number) => Promise<void>, goesOn = (): boolean => true): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && goesOn()) await work(items[next++]!, next);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}
