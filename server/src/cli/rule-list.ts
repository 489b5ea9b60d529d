// The rules as the command line shows them.
export interface ListedRule {
  readonly id: string;
  readonly severity: string;
  readonly summary: string;
  readonly page: string;
}

export const listedRules: readonly ListedRule[] = [];
