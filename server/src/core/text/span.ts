// Places in files. Offsets are UTF-16 code units, 0-based; line and column exist only at the edges.

/** A normalised file URI such as `file:///repo/shop/wsgi.py`. Never an operating-system path. */
export type Uri = string;

/** A half-open range of UTF-16 offsets in one file. */
export interface Span {
  readonly file: Uri;
  readonly start: number;
  readonly end: number;
}
