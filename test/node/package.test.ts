import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import * as entry from '../../index.js';

const ROOT = join(__dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

describe('the package', () => {
	it('yields its node and credential classes when it is required', () => {
		const exported = execFileSync(
			process.execPath,
			['-e', "console.log(Object.keys(require('./index.js')).join())"],
			{ cwd: ROOT, encoding: 'utf8' },
		);
		const classes = [...manifest.n8n.credentials, ...manifest.n8n.nodes].map(
			(file: string) => basename(file).split('.')[0],
		);
		expect(exported.trim().split(',').sort()).toEqual(classes.sort());
		expect(new entry.Pelcro().description.name).toBe('pelcro');
		expect(new entry.PelcroApi().name).toBe('pelcroApi');
	});

	it('names only files that the build makes', () => {
		const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		expect(files.filter((file: string) => !existsSync(join(ROOT, file)))).toEqual([]);
	});

	it('has what n8n’s verification asks for', () => {
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
		expect(manifest.license).toBe('MIT');
	});

	it('brings its icons and codex files', () => {
		const { icon } = new entry.Pelcro().description;
		const files = typeof icon === 'object' ? Object.values(icon) : [];
		expect(files).toHaveLength(2);
		for (const file of files) {
			const path = join(ROOT, 'dist/nodes/Pelcro', String(file).replace('file:', ''));
			expect(existsSync(path)).toBe(true);
		}
		const codex = JSON.parse(
			readFileSync(join(ROOT, 'dist/nodes/Pelcro/Pelcro.node.json'), 'utf8'),
		);
		expect(codex.node).toBe('n8n-nodes-pelcro.pelcro');
	});

	it('writes no registry’s address into the lock files', () => {
		for (const lock of ['package-lock.json', 'demo/host/package-lock.json']) {
			expect(readFileSync(join(ROOT, lock), 'utf8')).not.toContain('"resolved": "http');
		}
	});
});
