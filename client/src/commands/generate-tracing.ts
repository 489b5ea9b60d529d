// First Span: Generate tracing.py. Asks, shows what will be written, writes it, and opens the result.
import * as vscode from 'vscode';
import { GENERATE_PLAN, GENERATE_TARGETS, type GenerateRequest, type PlanResult, type ProjectChoice } from '../../../server/src/lsp/protocol';
import type { Client } from '../client';
import { applyPlan, type AcceptedPlan } from './apply-plan';
import { askExporter, askOverwrite, askProject, askServiceName, confirm } from './generate-questions';

/** For key bindings and tasks: what is given is not asked. `yes` skips the confirmation. */
export type GenerateArguments = Partial<GenerateRequest> & { readonly yes?: boolean };

export function register(client: Client): vscode.Disposable {
  return vscode.commands.registerCommand('firstspan.generateTracing', async (given: GenerateArguments = {}) => {
    try {
      await generate(client, given);
    } catch (error) {
      void vscode.window.showErrorMessage(`First Span could not generate tracing.py: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

async function generate(client: Client, given: GenerateArguments): Promise<void> {
  const request = await ask(client, given);
  if (!request) return;
  const plan = await planned(client, request);
  if (!plan || !(given.yes || (await confirm(plan)))) return;
  // The question may have been open for long: what is written is what was shown.
  const now = await planned(client, request);
  if (!now) return;
  if (JSON.stringify(now.edit) !== JSON.stringify(plan.edit)) throw new Error('the project changed meanwhile. Run the command again.');
  await applyPlan(client, now);
}

/** @returns undefined when the user cancelled, or when there is no project. */
async function ask(client: Client, given: GenerateArguments): Promise<GenerateRequest | undefined> {
  const choices = await client.request<ProjectChoice[]>(GENERATE_TARGETS, {});
  const choice = choices.find(({ project }) => project === given.project) ?? (choices.length > 1 ? await askProject(choices) : choices[0]);
  if (!choice) {
    // The server says why there is none.
    if (choices.length === 0) await planned(client, { serviceName: 'service', exporter: 'console', overwrite: false });
    return undefined;
  }
  const overwrite = given.overwrite || (choice.exists && (await askOverwrite(choice)));
  if (choice.exists && !overwrite) return undefined;
  const serviceName = given.serviceName ?? (await askServiceName(choice.defaultServiceName));
  const exporter = serviceName && (given.exporter ?? (await askExporter()));
  return exporter && serviceName ? { project: choice.project, serviceName, exporter, overwrite } : undefined;
}

/** @returns undefined when it cannot be done; the user was told why. */
async function planned(client: Client, request: GenerateRequest): Promise<AcceptedPlan | undefined> {
  const plan = await client.request<PlanResult>(GENERATE_PLAN, request);
  if (plan.kind === 'plan') return plan;
  void vscode.window.showErrorMessage(`First Span: ${plan.message}`);
  return undefined;
}
