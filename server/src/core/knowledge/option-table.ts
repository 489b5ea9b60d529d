// How the tables of wrappers and servers write down command line options.

/**
 * Each row is the spellings of one option, such as `-b --bind`; its last one without dashes is its name. A flag that can be
 * switched off is written `--reload/--no-reload`.
 */
export interface OptionTable {
  readonly flags: readonly string[];
  /** Options that take a value, in the same word behind `=` or in the next one. */
  readonly values: readonly string[];
  /** Options that take two values. */
  readonly pairs?: readonly string[];
  /** A long option may be cut short as long as it is the only one of that beginning (argparse, getopt). */
  readonly abbreviations?: boolean;
  /** What an option takes that is in no row: nothing, a value (all flags are in rows), or one of both (the rows should have had it: another version). */
  readonly others: 'flag' | 'value' | 'either';
}
