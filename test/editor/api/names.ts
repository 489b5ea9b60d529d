// Names that the runner and the suites agree on.

/** Part of the path of the editor host. */
export const hostFolderName = 'editor/host';
