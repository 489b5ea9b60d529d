// Colours of the text report, by meaning.
import { styleText } from 'node:util';

export type Role = 'error' | 'warning' | 'information' | 'bold' | 'dim' | 'place';

/** Gives a text the look of a role. */
export type Styler = (role: Role, text: string) => string;

const LOOKS = { error: ['bold', 'red'], warning: ['bold', 'yellow'], information: ['bold', 'cyan'], bold: ['bold'], dim: ['dim'], place: ['cyan'] } as const;

export const styler: Styler = (role, text) => LOOKS[role].reduce((styled: string, look) => paint(look, styled), text);

export const plain: Styler = (_, text) => text;

/** Whether there are colours is decided before this: newer versions of Node would ask the stream again. */
function paint(look: Parameters<typeof styleText>[0], text: string): string {
  const options = { validateStream: false };
  return (styleText as (...args: unknown[]) => string)(look, text, options);
}
