import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import * as entry from '../../index.js';

const ROOT = join(__dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** All files of the folders, by their path from the project's root. */
function filesIn(folders: readonly string[]): string[] {
	return folders.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
			(name) => `${folder}/${name}`,
		),
	);
}

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
		const nodes = [new entry.Pelcro(), new entry.PelcroTrigger()];
		const files = nodes.flatMap(({ description: { icon } }) =>
			typeof icon === 'object' ? Object.values(icon) : [],
		);
		// Light and dark of each; trigger and action can be told apart.
		expect(new Set(files).size).toBe(4);
		for (const file of files) {
			const path = join(ROOT, 'dist/nodes/Pelcro', String(file).replace('file:', ''));
			expect(existsSync(path)).toBe(true);
		}
		const codex = JSON.parse(
			readFileSync(join(ROOT, 'dist/nodes/Pelcro/Pelcro.node.json'), 'utf8'),
		);
		expect(codex.node).toBe('n8n-nodes-pelcro.pelcro');
	});

	it('holds what users need, and nothing else', () => {
		const pack = ['pack', '--dry-run', '--json', '--ignore-scripts'];
		const printed = execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' });
		const [packed] = JSON.parse(printed) as [{ files: Array<{ path: string }> }];
		const paths = packed.files.map(({ path }) => path);
		const beside = paths.filter((path) => !path.startsWith('dist/'));
		expect(beside.sort()).toEqual(['LICENSE', 'README.md', 'index.js', 'package.json']);
		const built = paths.filter((path) => path.startsWith('dist/'));
		const needed =
			/^dist\/(icons\/[\w.]+\.svg|credentials\/\w+\.credentials\.js|nodes\/(\w+\/)+[\w.]+\.(js|node\.json)|nodes\/Pelcro\/__schema__\/v[\d.]+\/\w+\/\w+\.json)$/;
		expect(built.filter((path) => !needed.test(path))).toEqual([]);
		// Every source file is there as JavaScript, and no file of sources that are gone.
		const sources = filesIn(['nodes', 'credentials'])
			.filter((path) => path.endsWith('.ts'))
			.map((path) => `dist/${path.replace(/\.ts$/, '.js')}`);
		const scripts = built.filter((path) => path.endsWith('.js'));
		expect(scripts.sort()).toEqual(sources.sort());
	});

	it('writes no registry’s address into the lock files', () => {
		for (const lock of [
			'package-lock.json',
			'demo/host/package-lock.json',
			'demo/host-oldest/package-lock.json',
		]) {
			expect(readFileSync(join(ROOT, lock), 'utf8')).not.toContain('"resolved": "http');
		}
	});
});
