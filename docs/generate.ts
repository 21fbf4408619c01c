/** Writes what follows from the declarations into the README, between its markers. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { resources } from '../nodes/Pelcro/resources';

const README = join(__dirname, '..', 'README.md');

const SECTION = /(<!-- operations:start -->\n)[^]*?(<!-- operations:end -->)/;

/** The README with the list of resources and operations as it is declared. */
export function withOperations(readme: string): string {
	const rows = resources.map(
		({ name, description, operations }) =>
			`| **${name}** | ${operations.map(({ option }) => option.name).join(', ')} | ${description} |`,
	);
	const table = ['| Resource | Operations | What it is |', '| --- | --- | --- |', ...rows].join(
		'\n',
	);
	return readme.replace(SECTION, `$1\n${table}\n\n$2`);
}

if (require.main === module) writeFileSync(README, withOperations(readFileSync(README, 'utf8')));
