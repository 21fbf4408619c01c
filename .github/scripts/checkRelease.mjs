// Refuses to publish unless the pushed tag, package.json and the changelog name the same version.
// Use: node .github/scripts/checkRelease.mjs v1.2.0
import { readFileSync } from 'node:fs';

const [tag = ''] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const changelog = readFileSync('CHANGELOG.md', 'utf8');

const heading = new RegExp(
	`^## \\[${version.replace(/[.+]/g, '\\$&')}\\] - \\d{4}-\\d{2}-\\d{2}$`,
	'm',
);
const complaints = [
	...(tag === `v${version}` ? [] : [`The tag is '${tag}', package.json has ${version}.`]),
	...(heading.test(changelog)
		? []
		: [`CHANGELOG.md has no heading '## [${version}] - <year>-<month>-<day>'.`]),
];
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
