// What Generate tracing.py asks. Escape cancels every question; Enter takes the default.
import * as vscode from 'vscode';
import type { Exporter } from '../../../server/src/core/generate/types';
import type { ProjectChoice } from '../../../server/src/lsp/protocol';
import type { AcceptedPlan } from './apply-plan';

const TITLE = 'Generate tracing.py';

const EXPORTERS: readonly (vscode.QuickPickItem & { readonly exporter: Exporter })[] = [
  { label: 'OTLP/HTTP', description: 'port 4318', detail: 'To a collector or a vendor, over HTTP. The usual choice.', exporter: 'otlp-http' },
  { label: 'OTLP/gRPC', description: 'port 4317', detail: 'To a collector or a vendor, over gRPC.', exporter: 'otlp-grpc' },
  { label: 'Console', detail: 'Prints every span. For trying it out.', exporter: 'console' },
];

export async function askProject(choices: readonly ProjectChoice[]): Promise<ProjectChoice | undefined> {
  const items = choices.map((choice) => ({ label: choice.name, description: choice.settingsModule, choice }));
  const picked = await vscode.window.showQuickPick(items, { title: TITLE, placeHolder: 'Which Django project?' });
  return picked?.choice;
}

/** @returns the trimmed name, never empty. */
export async function askServiceName(proposal: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: `${TITLE} (1 of 2)`, value: proposal, prompt: 'Service name: what this application is called in your traces',
    validateInput: (value) => (value.trim() === '' ? 'Traces need a service name.' : undefined),
  });
  return name?.trim();
}

export async function askExporter(): Promise<Exporter | undefined> {
  const picked = await vscode.window.showQuickPick(EXPORTERS, { title: `${TITLE} (2 of 2)`, placeHolder: 'Where should the spans go?' });
  return picked?.exporter;
}

export async function askOverwrite({ name }: ProjectChoice): Promise<boolean> {
  const replace = 'Replace';
  const detail = 'The present file is replaced as a whole. Undo brings it back.';
  return (await vscode.window.showWarningMessage(`${name} has a tracing.py already. Replace it?`, { modal: true, detail }, replace)) === replace;
}

/** Shows what will be written, and where. */
export async function confirm(plan: AcceptedPlan): Promise<boolean> {
  const write = 'Write';
  const detail = [...plan.summary, ...plan.notes.map((note) => `\n${note}`)].join('\n');
  return (await vscode.window.showInformationMessage('Generate tracing.py?', { modal: true, detail }, write)) === write;
}
