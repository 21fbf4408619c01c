import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = process.env.N8N_LINE_FOLDER ?? '';

const modules = realpathSync(join(FOLDER, 'node_modules'));

interface Manifest {
	version: string;
	dependencies?: Record<string, string>;
}

function manifestOf(name: string): Manifest {
	return JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as Manifest;
}

/** Files of the engine that have been loaded since the test began. */
function loadedFiles(): string[] {
	return Object.keys(require.cache).filter((path) => /[\\/]n8n-(core|workflow)[\\/]/.test(path));
}

// Without this, a mistake in the set-up would test the project's own engine once more.
describe('the engine that the tests load', () => {
	it.each(['n8n-core', 'n8n-workflow'])('is that of the n8n under test: %s', (name) => {
		expect(realpathSync(require.resolve(name)).startsWith(modules)).toBe(true);
		expect(manifestOf(name).version).toBe(manifestOf('n8n').dependencies?.[name]);
	});

	it('is the only one that tests and nodes load', async () => {
		await import('../../index.js');
		await import('../engine/host/workflowRun');
		await import('../trigger/triggerHost');
		const loaded = loadedFiles().map((path) => realpathSync(path));
		expect(loaded.length).toBeGreaterThan(2);
		expect(loaded.filter((path) => !path.startsWith(modules))).toEqual([]);
	});

	it('runs on the Node under test', () => {
		expect(process.versions.node.split('.')[0]).toBe(process.env.N8N_LINE_NODE);
	});
});
