// package.json against the code that it speaks of, and the lock file.
import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { editorProperties } from '../../server/src/core/config/schema';
import { ENTRYPOINT_NAMES } from '../../server/src/core/project/names';
import { projectFiles, read, ROOT } from './files';

interface Manifest {
  readonly main: string;
  readonly bin: { readonly firstspan: string };
  readonly engines: { readonly node: string; readonly vscode: string };
  readonly scripts: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: { readonly commands: readonly { readonly command: string }[]; readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
}

const manifest: Manifest = JSON.parse(read('package.json'));
const client = projectFiles('client/src').map(read).join('\n');

test('each declared command is registered by the client, and no other', () => {
  const declared = manifest.contributes.commands.map(({ command }) => command).sort();
  const named = [...new Set([...client.matchAll(/['"](firstspan\.[a-z]+[A-Z]\w*)['"]/g)].map(([, name]) => name))].sort();
  assert.ok(declared.length > 0);
  assert.deepEqual(named, declared);
});

test('each setting is read by somebody', () => {
  const ours = Object.keys(editorProperties());
  for (const name of Object.keys(manifest.contributes.configuration.properties)) {
    // The server asks for these by the names of the table of settings.
    if (ours.includes(name)) continue;
    // The language client reads <id>.trace.server itself, with the id that the client gives it.
    const own = name.endsWith('.trace.server') ? `'${name.split('.')[0]}'` : name.split('.').slice(1).join('.');
    assert.ok(client.includes(own), name);
  }
});

test('the extension starts where an entrypoint is found', () => {
  const wanted = ENTRYPOINT_NAMES.map((name) => `workspaceContains:**/${name}`);
  assert.deepEqual(manifest.activationEvents.filter((event) => event.startsWith('workspaceContains:')).sort(), wanted.sort());
});

test('what package.json points at was built, and its scripts are there', () => {
  for (const file of [manifest.main, manifest.bin.firstspan]) assert.ok(existsSync(path.join(ROOT, file)), file);
  for (const script of Object.values(manifest.scripts)) {
    for (const [file] of script.matchAll(/\S+\.mjs/g)) assert.ok(existsSync(path.join(ROOT, file)), file);
  }
});

test('the types of VS Code are not newer than the oldest VS Code that is supported', () => {
  const minor = (range: string): string => /\d+\.\d+/.exec(range)![0];
  assert.equal(minor(manifest.devDependencies['@types/vscode']), minor(manifest.engines.vscode));
});

test('the lock files hold no addresses', () => {
  const locks = projectFiles().filter((file) => file.endsWith('package-lock.json'));
  assert.ok(locks.includes('package-lock.json'));
  for (const file of locks) assert.doesNotMatch(read(file), /"resolved"/, file);
});

test('every package that is run is held by the lock file with its hash', () => {
  const { packages }: { packages: Record<string, { integrity?: string; link?: boolean }> } = JSON.parse(read('package-lock.json'));
  const without = Object.entries(packages).filter(([folder, { integrity, link }]) => folder !== '' && !integrity && !link);
  assert.deepEqual(without, []);
});
