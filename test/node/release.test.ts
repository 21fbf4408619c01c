import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '..', '..', '.github', 'scripts', 'checkRelease.mjs');

const CHANGELOG = '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-03-31\n\n- Something\n';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-pelcro-release-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the release check says of a project with this version and changelog, when the tag is pushed. */
function check(tag: string, version: string, changelog = CHANGELOG) {
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }));
	writeFileSync(join(folder, 'CHANGELOG.md'), changelog);
	const { status, stderr } = spawnSync(process.execPath, [SCRIPT, tag], {
		cwd: folder,
		encoding: 'utf8',
	});
	return { status, stderr };
}

describe('a release', () => {
	it('goes out when tag, package and changelog agree', () => {
		expect(check('v1.2.0', '1.2.0')).toEqual({ status: 0, stderr: '' });
	});

	it('is stopped when the tag names another version', () => {
		const { status, stderr } = check('v1.3.0', '1.2.0');
		expect(status).toBe(1);
		expect(stderr).toContain("The tag is 'v1.3.0', package.json has 1.2.0.");
	});

	it.each([
		['has no such version', '## [Unreleased]\n'],
		['has it without a date', '## [1.2.0]\n'],
		['has one that only looks like it', '## [1x2.0] - 2026-03-31\n'],
	])('is stopped when the changelog %s', (_what, changelog) => {
		const { status, stderr } = check('v1.2.0', '1.2.0', changelog);
		expect(status).toBe(1);
		expect(stderr).toContain("no heading '## [1.2.0] - ");
	});
});
